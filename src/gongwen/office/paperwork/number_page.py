"""号码连续性: the page an inspector asks for: every series from first to last, each number of it accounted for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from gongwen import numbering, registry
from gongwen.errors import BadInput, Refused
from gongwen.numbering import OFFLINE, RESERVED, USED
from gongwen.office.clock import day_of
from gongwen.office.pressroom import papers
from gongwen.office.procedures import shelf
from gongwen.office.staffing import privacy

TEMPLATE = "发文字号登记簿"
BY_HAND = f"{USED}（线下）"
SHOWN = (USED, BY_HAND, *(state for state in numbering.NUMBER_STATES if state != USED))
EXPLAINED_COLUMNS = {
    "serial": "号码", "state": "状态", "about": "公文或用途", "reason": "理由", "approver": "批准人", "day": "日期",
    "entry": "日志条目",
}  # fmt: skip
NUMBER_COLUMNS = {
    "serial": "号码",
    "title": "公文标题",
    "date": "成文日期",
    "state": "状态",
    "note": "编号人、日期或依据",
}
_TAKEN_OVER = "手工编号的公文"


@dataclass(frozen=True, kw_only=True)
class SeriesPage:
    """One series: its numbers by state, in stretches, with the explanation of every one that no paper bears.

    `explained` and `rows` are alike numbers in a row taken together (1至41); `verdict` and `faults` say in sentences
    what an inspector would find, `faults` only what is wrong.
    """

    code: str
    year: int
    first: int
    last: int
    counts: Mapping[str, int]
    stretches: tuple[str, ...]
    explained: tuple[dict[str, Any], ...]
    rows: tuple[dict[str, Any], ...]
    verdict: tuple[str, ...]
    faults: tuple[str, ...]

    @property
    def title(self) -> str:
        """青帮办〔2026〕1号至23号."""
        return f"{self.code}〔{self.year}〕{self.first}号至{self.last}号"

    @property
    def counted(self) -> str:
        """已用18个（其中线下10个），作废2个: every state there is."""
        used = self.counts.get(USED, 0) + self.counts.get(BY_HAND, 0)
        by_hand = f"（其中线下编号、补录的{self.counts[BY_HAND]}个）" if self.counts.get(BY_HAND) else ""
        others = (f"{state}{self.counts[state]}个" for state in SHOWN[2:] if self.counts.get(state))
        return "，".join((f"{USED}{used}个{by_hand}", *others))


@dataclass(frozen=True, kw_only=True)
class LedgerPage:
    """The ledger of some or all series on a day, and the journal's length and head then, as a witness."""

    made_on: date
    journal_count: int
    journal_head: str
    series: tuple[SeriesPage, ...]

    def as_dict(self) -> dict[str, Any]:
        """The page as JSON shows it."""
        return asdict(self) | {"made_on": self.made_on.isoformat()}


def page(code: str | None, year: int | None, *, now: datetime) -> LedgerPage:
    """The ledger of one 代字, of one year, or of the whole office, as it stands."""
    rows = registry.numbers(code, year)
    head, history = registry.journal_head(), registry.number_history()
    groups = groupby(rows, key=lambda row: (row.reference.code, row.reference.year))
    series = tuple(_series(tuple(group), history) for _, group in groups)
    return LedgerPage(made_on=day_of(now), journal_count=head.count, journal_head=head.head, series=series)


def print_pages(shown: LedgerPage, out: Path, printer: papers.Prints, *, made_by: str = "") -> tuple[Path, ...]:
    """Print each series as a register: into the folder `out`, or as `out` itself when that is a .pdf.

    Refused when there is nothing to print; BadInput when one file is asked for and there are several series.
    """
    if not shown.series:
        raise Refused("编号登记里还没有号，没有可印的登记簿。")
    if out.suffix.lower() == ".pdf":
        if len(shown.series) > 1:
            known = "、".join(f"{one.code}〔{one.year}〕" for one in shown.series)
            raise BadInput(
                f"有{len(shown.series)}本登记簿（{known}），请用 --code 和 --year 指明一本，或把 --out 写成文件夹。"
            )
        return (_printed(shown, shown.series[0], out, printer, made_by),)
    return tuple(
        _printed(shown, one, out / f"{TEMPLATE}-{one.code}-{one.year}.pdf", printer, made_by) for one in shown.series
    )


def _series(numbers: Sequence[registry.NumberRow], history: registry.NumberHistory) -> SeriesPage:
    first, last = numbers[0].reference, numbers[-1].reference
    lines = tuple(_line(row) for row in numbers)
    found = numbering.findings(lines)
    altered = (fault for fault in history.faults if f"{first.code}〔{first.year}〕" in fault)
    faults = (*(finding.message for finding in found if finding.severity != "note"), *altered)
    return SeriesPage(
        code=first.code,
        year=first.year,
        first=first.serial,
        last=last.serial,
        counts=dict(Counter(_state(row) for row in numbers)),
        stretches=tuple(_told(stretch) for stretch in numbering.stretches(lines)),
        explained=tuple(_explanations(numbers, history.entries)),
        rows=tuple(_listed(numbers)),
        verdict=(*(faults or _whole(numbers)), *(one.message for one in found if one.severity == "note")),
        faults=faults,
    )


def _line(row: registry.NumberRow) -> numbering.Line:
    return numbering.Line(
        reference=row.reference,
        state=row.state,
        origin=row.origin,
        reason=row.reason,
        approver=row.approver,
        dated=row.dated,
    )


def _state(row: registry.NumberRow) -> str:
    return BY_HAND if (row.state, row.origin) == (USED, OFFLINE) else row.state


def _told(stretch: numbering.Stretch) -> str:
    state = BY_HAND if (stretch.state, stretch.origin) == (USED, OFFLINE) else stretch.state
    return f"{_span(stretch.first.serial, stretch.last.serial)}号{state}"


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}至{last}"


def _whole(numbers: Sequence[registry.NumberRow]) -> Iterator[str]:
    yield "号码从1号起连续，没有缺号、重号。"
    if any(row.state != USED for row in numbers):
        yield "作废、跳号都有理由和批准人，预留都写明用途。"
    yield "逐号与办理日志核对相符。"


def _explanations(
    numbers: Sequence[registry.NumberRow], entries: Mapping[numbering.Reference, int]
) -> Iterator[dict[str, Any]]:
    """What became of each number that no paper bears, those of one act taken together."""
    bare = ((row, _explanation(row, entries)) for row in numbers if row.state != USED)
    for first, last, told in _together(bare):
        yield {"serial": _span(first, last), **told}


def _explanation(row: registry.NumberRow, entries: Mapping[numbering.Reference, int]) -> dict[str, Any]:
    return {
        "state": row.state,
        "about": _title(row),
        "reason": f"待用，{row.actor}预留" if row.state == RESERVED else row.reason,
        "approver": row.approver,
        "day": day_of(row.changed_at or row.at).isoformat(),
        "entry": entries.get(row.reference, 0),
    }


def _listed(numbers: Sequence[registry.NumberRow]) -> Iterator[dict[str, Any]]:
    """Every number with its paper; those adopted at once are one row."""
    for first, last, told in _together((row, _listing(row)) for row in numbers):
        yield {"serial": _span(first, last), **told}


def _listing(row: registry.NumberRow) -> dict[str, Any]:
    untitled = _TAKEN_OVER if row.origin == OFFLINE and row.state == USED else ""
    return {
        "title": _title(row) or untitled,
        "date": row.dated.isoformat() if row.dated else "",
        "state": _state(row),
        "note": _note(row),
    }


def listing(row: registry.NumberRow) -> dict[str, Any]:
    """One number as a row of the ledger, with its reference."""
    return {"serial": row.reference.serial, "reference": str(row.reference)} | _listing(row)


def _title(row: registry.NumberRow) -> str:
    """The paper's title as anybody may read it: the page is for inspectors, families are none of its business."""
    return privacy.masked_title(registry.paper(row.paper)) if row.paper else privacy.plain_text(row.title)


def _note(row: registry.NumberRow) -> str:
    if row.state not in (USED, RESERVED):
        return "见说明"
    if row.origin == OFFLINE:
        return registry.file(row.basis).name if row.basis else row.reason
    return f"{row.actor}，{day_of(row.at).isoformat()}"


def _together(
    rows: Iterable[tuple[registry.NumberRow, dict[str, Any]]],
) -> Iterator[tuple[int, int, dict[str, Any]]]:
    """Neighbours of which the same is told, as one: first serial, last serial, what is told."""
    first = last = 0
    said: dict[str, Any] = {}
    for row, told in rows:
        serial = row.reference.serial
        if last and (serial, told) == (last + 1, said) and row.paper is None:
            last = serial
            continue
        if last:
            yield first, last, said
        first = last = serial
        said = told
    if last:
        yield first, last, said


def _printed(shown: LedgerPage, one: SeriesPage, path: Path, printer: papers.Prints, made_by: str) -> Path:
    template, _ = shelf.template(TEMPLATE)
    made = papers.print_form(template.render(template.check(_values(shown, one, made_by))), printer)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made.pdf)
    except OSError as error:
        raise BadInput(f"登记簿写不到「{path}」（{error.strerror}），请换一个位置。") from error
    return path


def _values(shown: LedgerPage, one: SeriesPage, made_by: str) -> dict[str, Any]:
    head = shown.journal_head
    return {
        "office": registry.profile()["office"]["name"],
        "code": one.code,
        "year": one.year,
        "first": one.first,
        "last": one.last,
        "total": sum(one.counts.values()),
        "counts": one.counted,
        "stretches": "；".join(one.stretches),
        "verdict": list(one.verdict),
        "explained": list(one.explained),
        "rows": list(one.rows),
        "journal_count": shown.journal_count,
        "journal_head": " ".join(head[start : start + 8] for start in range(0, len(head), 8)),
        "made_on": shown.made_on,
        "made_by": made_by,
    }
