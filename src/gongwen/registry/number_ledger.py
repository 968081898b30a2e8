"""编号登记: the number ledger; one series per 代字 and year, from 1, without gaps, a number for one paper for good.

A series is the row that is locked while a number of it is taken, so that two clicks, two browsers or two machines wait
for each other. Rows are locked in one order: the paper, the series, the number.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max

from gongwen import numbering
from gongwen.document.reference import Reference
from gongwen.errors import BadInput, Broken, Refused
from gongwen.numbering import RESERVED, USED, VOID
from gongwen.registry import journal, moments
from gongwen.registry.canonical import fingerprint
from gongwen.registry.journal import NUMBERED
from gongwen.registry.models import Number, Paper, Series
from gongwen.registry.number_replay import ASSIGNED, GIVEN_UP, KEPT, RELEASED
from gongwen.registry.paper_register import find as find_paper
from gongwen.registry.paper_register import note
from gongwen.registry.staff_register import appointments
from gongwen.registry.transactions import writing
from gongwen.registry.values import NumberRow


def take_number(paper_id: int, code: str, year: int, *, actor: str, now: datetime) -> Reference:
    """Give the paper the number reserved for it, else the next one of the series; `year` is that of its 成文日期.

    A paper that has a number keeps it, whatever 代字 or year is asked. Refused when its number was given up, or when
    the one reserved for it is of another series. BadInput when 代字 or year cannot form a reference.
    """
    with writing():
        paper = lock_paper(paper_id)
        held = _held(paper)
        if held is None:
            held = extend(lock_series(code, year), [Number(paper=paper)], actor=actor, now=now)[0]
        elif held.state == USED:
            return reference_of(held)
        else:
            _use(held, paper, code, year, now)
        note(NUMBERED, paper, actor=actor, now=now, reference=str(reference_of(held)))
        return reference_of(held)


def reserve_number(
    code: str, year: int, purpose: str, *, paper: int | None = None, actor: str, now: datetime
) -> NumberRow:
    """Keep the next number of the series back for a purpose, and for a paper where one is on file already.

    The same purpose again, while its number is unused, is the same reservation: a repeated click keeps one number.
    BadInput without a purpose; Refused when the paper has a number.
    """
    with writing():
        purpose = purpose.strip()
        numbering.check_purpose(purpose, year, moments.office_day(now))
        row = lock_paper(paper) if paper is not None else None
        series = lock_series(code, year)
        known = _numbers().filter(code=code, year=year, state=RESERVED, reason=purpose, paper=row).first()
        if known is not None:
            return number_row(known)
        if row is not None:
            _refuse_second(row)
        kept = Number(paper=row, state=RESERVED, title=purpose, reason=purpose)
        extend(series, [kept], actor=actor, now=now)
        _tell(KEPT, kept, actor, now, purpose=fingerprint(purpose))
        return number_row(kept)


def assign_reserved(reference: Reference, paper: int, *, actor: str, now: datetime) -> NumberRow:
    """Let a reserved number be this paper's: it is taken when the paper is numbered. Done again it changes nothing.

    Refused when the number is not 预留 or kept for another paper, or when the paper has another number.
    """
    with writing():
        row, number = lock_paper(paper), find(reference)
        if number.state != RESERVED:
            raise Refused(f"{reference}现在是{number.state}，不是预留的号，不能指给公文。")
        if number.paper_id == paper:
            return number_row(number)
        if number.paper is not None:
            raise Refused(
                f"{reference}已经预留给《{number.paper.title}》，不能改给别的公文；不再使用的请先作废（number void）。"
            )
        _refuse_second(row)
        number.paper = row
        _change(number, now, "paper")
        _tell(ASSIGNED, number, actor, now)
        return number_row(number)


def release_reserved(reference: Reference, *, actor: str, now: datetime) -> NumberRow:
    """Take a reserved number back from the paper it was kept for; it stays 预留 for its purpose, and may be assigned
    again or given up. Done again it changes nothing; Refused when the number is not 预留."""
    with writing():
        number = _locked(reference)
        if number.state != RESERVED:
            raise Refused(f"{reference}现在是{number.state}，不是预留的号，不能收回。")
        paper, number.paper = number.paper, None
        if paper is not None:
            _change(number, now, "paper")
            _tell(RELEASED, number, actor, now, paper)
        return number_row(number)


def void_number(reference: Reference, *, reason: str, approver: str, actor: str, now: datetime) -> NumberRow:
    """Give a number up for good, with the reason and with somebody else's approval. The same again changes nothing.

    An unused reservation lets its paper go; a number that was used stays with its paper, which gets no other one.
    The rules are `numbering.check_approval` and `check_void`.
    """
    with writing():
        number = _locked(reference)
        paper, reason, approver = number.paper, reason.strip(), approver.strip()
        if (number.state, number.reason, number.approver) == (VOID, reason, approver):
            return number_row(number)
        check_approver(approver, actor, now)
        _check_void(number, reason)
        if number.state == RESERVED:
            number.paper = None
        number.state, number.reason, number.approver = VOID, reason, approver
        _change(number, now, "state", "reason", "approver", "paper")
        _tell(GIVEN_UP, number, actor, now, paper, reason=fingerprint(reason), approver=approver)
        return number_row(number)


def numbers(code: str | None = None, year: int | None = None) -> tuple[NumberRow, ...]:
    """The ledger, by 代字, year and serial; of one series where given."""
    wanted = {name: value for name, value in {"code": code, "year": year}.items() if value is not None}
    found = _numbers().filter(**wanted).order_by("code", "year", "serial")
    return tuple(number_row(number) for number in found)


def number_series() -> tuple[tuple[str, int, int], ...]:
    """Every series: 代字, year, last serial given; the latest year first."""
    return tuple(Series.objects.filter(last__gt=0).order_by("-year", "code").values_list("code", "year", "last"))


def last_serial(code: str, year: int) -> int:
    """The last serial given in a series; 0 before its first."""
    return Series.objects.filter(code=code, year=year).values_list("last", flat=True).first() or 0


def last_numbers(code: str, year: int, count: int, *, before: int | None = None) -> tuple[NumberRow, ...]:
    """The last `count` numbers of a series, those before a serial where one is given; in their order."""
    found = _numbers().filter(code=code, year=year)
    found = found if before is None else found.filter(serial__lt=before)
    return tuple(number_row(number) for number in reversed(found.order_by("-serial")[:count]))


def reserved_numbers(code: str, year: int) -> tuple[NumberRow, ...]:
    """The numbers of a series that are 预留, in their order."""
    found = _numbers().filter(code=code, year=year, state=RESERVED).order_by("serial")
    return tuple(number_row(number) for number in found)


def number_of(paper: int) -> NumberRow | None:
    """The number that this paper bears, had, or that is reserved for it; None when there is none."""
    found = _numbers().filter(paper_id=paper).first()
    return number_row(found) if found else None


# Below: for the other modules of this room only.


def lock_series(code: str, year: int) -> Series:
    """The row of the series, locked until the transaction ends; a new one stands at 0.

    BadInput when 代字 and year form no reference; Broken when the ledger's last number is not the series'.
    """
    Reference.parse(str(Reference(code, year, 1)))
    row, _ = Series.objects.select_for_update().get_or_create(code=code, year=year)
    last = Number.objects.filter(code=code, year=year).aggregate(last=Max("serial"))["last"] or 0
    if last != row.last:
        raise Broken(
            f"{code}〔{year}〕的编号系列记到{row.last}号，编号登记却到{last}号，台账被改动过，请停止编号并用备份核对。"
        )
    return row


def extend(series: Series, added: Iterable[Number], *, actor: str, now: datetime) -> list[Number]:
    """Write these as the next numbers of a locked series, in their order."""
    rows = list(added)
    for serial, number in enumerate(rows, series.last + 1):
        number.code, number.year, number.serial = series.code, series.year, serial
        number.actor, number.at = actor, moments.utc(now)
    made = Number.objects.bulk_create(rows)
    series.last += len(rows)
    series.save(update_fields=["last"])
    return made


def lock_paper(paper_id: int) -> Paper:
    """The paper's row, locked until the transaction ends; BadInput when there is none."""
    rows = Paper.objects.select_for_update(of=("self",)).select_related("case", "flow")
    return rows.filter(pk=paper_id).first() or find_paper(paper_id)


def find(reference: Reference, *, lock: bool = True) -> Number:
    """The row of a number; BadInput when the ledger has none such."""
    rows = _numbers().select_for_update(of=("self",)) if lock else _numbers()
    found = rows.filter(code=reference.code, year=reference.year, serial=reference.serial).first()
    if found is None:
        raise BadInput(f"编号登记里没有{reference}，请核对（查看台账：gongwen number show --code {reference.code}）。")
    return found


def check_approver(approver: str, actor: str, now: datetime) -> None:
    """Whether this person may approve that a number is given up; BadInput or Refused."""
    holders = {
        row.person: row.roles
        for row in appointments(moments.office_day(now))
        if set(row.roles) & set(numbering.APPROVER_ROLES)
    }
    numbering.check_approval(approver, actor, holders)


def reference_of(number: Number) -> Reference:
    """The number as it is printed."""
    return Reference(number.code, number.year, number.serial)


def number_row(number: Number) -> NumberRow:
    """The value of a number's row."""
    return NumberRow(
        reference=reference_of(number),
        paper=number.paper_id,
        title=number.paper.title if number.paper else number.title,
        dated=number.paper.issued_on if number.paper else None,
        state=number.state,
        origin=number.origin,
        reason=number.reason,
        approver=number.approver,
        basis=number.basis_id,
        actor=number.actor,
        at=number.at,
        changed_at=number.changed_at,
    )


def _numbers():  # type: ignore[no-untyped-def]
    return Number.objects.select_related("paper", "paper__flow")


def _held(paper: Paper) -> Number | None:
    return Number.objects.select_for_update().filter(paper=paper).first()


def _locked(reference: Reference) -> Number:
    """The row of a number, locked after its paper."""
    paper = find(reference, lock=False).paper_id
    if paper is not None:
        lock_paper(paper)
    return find(reference)


def _use(held: Number, paper: Paper, code: str, year: int, now: datetime) -> None:
    """Turn the paper's reservation into its number."""
    if held.state == VOID:
        raise Refused(
            f"《{paper.title}》的文号{reference_of(held)}已经作废（{held.reason}，{held.approver}批准），不再编号；"
            "仍要发文的，请由拟稿人重新拟稿。"
        )
    if (held.code, held.year) != (code, year):
        raise Refused(
            f"为《{paper.title}》预留的是{reference_of(held)}，而这份公文应当编{code}〔{year}〕的号；"
            "请由文印员先作废预留的号（number void），再编号。"
        )
    held.state = USED
    _change(held, now, "state")


def _refuse_second(paper: Paper) -> None:
    held = _held(paper)
    if held is not None:
        raise Refused(f"《{paper.title}》已经有{reference_of(held)}（{held.state}），一份公文只有一个文号。")


def _check_void(number: Number, reason: str) -> None:
    paper = number.paper
    row = number_row(number)
    numbering.check_void(
        numbering.Line(reference=row.reference, state=row.state, reason=row.reason, approver=row.approver),
        reason,
        title=row.title,
        issued=paper is not None and (paper.filed or paper.issued_on is not None),
        under_way=_under_way(number),
    )


def _under_way(number: Number) -> str:
    """The flow in which a used number's paper still is; a reservation may be given up at any time."""
    flow = number.paper.flow if number.paper and number.state == USED else None
    return flow.code if flow and flow.closed_at is None else ""


def _change(number: Number, now: datetime, *fields: str) -> None:
    number.changed_at = moments.utc(now)
    number.save(update_fields=[*fields, "changed_at"])


def _tell(act: str, number: Number, actor: str, now: datetime, paper: Paper | None = None, **details: str) -> None:
    """Journal an act on one number: under its paper's case where it has one (or had: `paper`)."""
    about = number.paper or paper
    told = {**details, "reference": str(reference_of(number))}
    if about is None:
        journal.append(act, actor=actor, now=now, **told)
    else:
        note(act, about, actor=actor, now=now, **told)
