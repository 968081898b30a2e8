"""补录: numbers given by hand, before the office used gongwen or beside it, put on record with their basis."""

from __future__ import annotations

from datetime import datetime
from itertools import takewhile

from gongwen import numbering
from gongwen.document.reference import Reference
from gongwen.errors import BadInput, Refused
from gongwen.numbering import OFFLINE, SKIPPED, USED, VOID
from gongwen.registry import journal, moments
from gongwen.registry.canonical import fingerprint
from gongwen.registry.models import File, Number, Series
from gongwen.registry.number_ledger import check_approver, extend, find, lock_series, number_row
from gongwen.registry.number_replay import ADOPTED, LEFT_OUT
from gongwen.registry.transactions import writing
from gongwen.registry.values import NumberRow


def adopt_numbers(
    code: str, year: int, *, up_to: int, basis: str = "", because: str = "", actor: str, now: datetime
) -> tuple[NumberRow, ...]:
    """Record that numbers 1…`up_to` of a series were given by hand: on this file (`basis`, its SHA-256), these words
    (`because`), or both. The same again changes nothing.

    BadInput without any basis or for a year to come; Refused when the series has numbers here, which stay untouched.
    """
    with writing():
        evidence = _evidence(year, basis, because, now)
        series = lock_series(code, year)
        if known := _adopted_before(series, up_to, evidence):
            return tuple(number_row(row) for row in known)
        numbering.check_adopted(up_to, series.last, f"{code}〔{year}〕")
        rows = extend(series, [Number(**evidence) for _ in range(up_to)], actor=actor, now=now)
        _tell(ADOPTED, rows, actor, now)
        return tuple(number_row(row) for row in rows)


def adopt_number(
    reference: Reference,
    *,
    title: str,
    basis: str = "",
    because: str = "",
    skipped_because: str = "",
    approver: str = "",
    actor: str,
    now: datetime,
) -> NumberRow:
    """Record one number given by hand, of a paper with this title. The same again changes nothing.

    The numbers that it jumped over are 跳号, explained by `skipped_because` and its `approver`. BadInput where that, a
    title or a basis is missing; Refused when the number is on record otherwise.
    """
    if not title.strip():
        raise BadInput(f"补录{reference}要写明公文的标题。")
    with writing():
        evidence = {**_evidence(reference.year, basis, because, now), "title": title.strip()}
        series = lock_series(reference.code, reference.year)
        if reference.serial <= series.last:
            return number_row(_the_same(find(reference), evidence))
        gap = numbering.skipped(series.last, reference.serial, skipped_because)
        if gap:
            _skip(series, gap, skipped_because.strip(), approver.strip(), actor, now)
        made = extend(series, [Number(**evidence)], actor=actor, now=now)
        _tell(ADOPTED, made, actor, now)
        return number_row(made[0])


def _evidence(year: int, basis: str, because: str, now: datetime) -> dict[str, object]:
    """The columns that an adopted number has of its basis."""
    numbering.check_adopted_year(year, moments.office_day(now))
    if not basis and not because.strip():
        raise BadInput("补录手工编的文号要有依据，请附发文登记簿的扫描件，或写明依据。")
    if basis and not File.objects.filter(sha=basis).exists():
        raise BadInput(f"文件库没有登记散列值为「{basis}」的文件，请核对补录的依据。")
    return {"origin": OFFLINE, "basis_id": basis or None, "reason": because.strip()}


def _skip(series: Series, gap: range, because: str, approver: str, actor: str, now: datetime) -> None:
    check_approver(approver, actor, now)
    rows = [Number(state=SKIPPED, origin=OFFLINE, reason=because, approver=approver) for _ in gap]
    _tell(LEFT_OUT, extend(series, rows, actor=actor, now=now), actor, now, approver=approver)


def _of(series: Series) -> list[Number]:
    found = Number.objects.filter(code=series.code, year=series.year)
    return list(found.select_related("paper").order_by("serial"))


def _adopted_before(series: Series, up_to: int, evidence: dict[str, object]) -> list[Number]:
    """The rows of this very adoption where it stands, whatever was numbered after it."""
    at_once = {**evidence, "title": ""}
    alike = list(takewhile(lambda row: _agrees(row, at_once), _of(series)))
    return alike if len(alike) == up_to else []


def _the_same(known: Number, evidence: dict[str, object]) -> Number:
    if not _agrees(known, evidence):
        what = f"{known.state}{'（线下）' if known.origin == OFFLINE else ''}"
        about = number_row(known).title or known.reason or "整段补录"
        raise Refused(
            f"{known.code}〔{known.year}〕{known.serial}号已经登记为{what}：{about}，不能补录成别的，请核对号和标题。"
        )
    return known


def _agrees(row: Number, evidence: dict[str, object]) -> bool:
    """Whether the row was adopted with this evidence; given up since, it has another reason."""
    kept = {name: value for name, value in evidence.items() if name != "reason" or row.state != VOID}
    return row.state in (USED, VOID) and all(getattr(row, name) == value for name, value in kept.items())


def _tell(act: str, rows: list[Number], actor: str, now: datetime, **details: str) -> None:
    """One entry for all the numbers of one act: they are alike but for their serials."""
    one = rows[0]
    journal.append(
        act,
        actor=actor,
        now=now,
        code=one.code,
        year=one.year,
        first=one.serial,
        last=rows[-1].serial,
        title=fingerprint(one.title),
        reason=fingerprint(one.reason),
        basis=one.basis_id or "",
        **details,
    )
