"""看样: the true page of what is filled in so far: rendered, printed, measured and proofed, with nothing recorded.

What must be filled and is not yet stands on the page as 【its label】, or where that cannot be (a date, a table) as the
template's example, and is told as a finding. Sample seals (样章) stand where the seals will.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from gongwen import proofing
from gongwen.document import amounts, dates
from gongwen.document.fields import Field
from gongwen.document.findings import Finding
from gongwen.document.model import Paper
from gongwen.errors import BadInput
from gongwen.office.composing.sheet import Sheet
from gongwen.office.paperwork import context, heading
from gongwen.office.pressroom import papers

MISSING = "sheet.missing"
"""The rule of a finding that says what is still to be filled in."""
_ELEMENTS = {
    "红头": heading.ISSUERS, "署名": heading.ISSUERS, "签发人": heading.SIGNERS, "标题": heading.TITLE,
    "版头": heading.URGENT, "附注": heading.NOTE, "抄送": heading.CC,
}  # fmt: skip
_WHERE = {
    "标题": heading.TITLE, "主送": "", "发文机关": heading.ISSUERS, "署名": heading.ISSUERS, "印章": heading.ISSUERS,
    "落款": heading.ISSUERS, "签发人": heading.SIGNERS, "附注": heading.NOTE, "版记": heading.CC,
    "抄送": heading.CC, "紧急程度": heading.URGENT,
}  # fmt: skip
_TYPED = ("text", "longtext", "list")


@dataclass(frozen=True)
class Told:
    """A finding, and the field that it is about (empty where none can be told), with the place among its lines; of a
    table's line which column, where that can be told."""

    finding: Finding
    field: str = ""
    line: int = 0
    column: str = ""


@dataclass(frozen=True)
class Preview:
    """The page as it would come out: files, sizes of the pages in mm, findings, and where each field's words stand."""

    docx: bytes
    pdf: bytes
    sizes: tuple[tuple[float, float], ...]
    findings: tuple[Told, ...]
    spots: tuple[proofing.Spot, ...]
    passes: int = 1


def preview(sheet: Sheet, values: Mapping[str, Any], printer: papers.Prints) -> Preview:
    """The true page of these values. BadInput when they cannot be printed at all: a value of the wrong kind, or nothing
    to stand in for one that is missing."""
    whole, missing = stood_in(sheet, values)
    given, around = sheet.apart(whole)
    head = _head(sheet, around)
    given = sheet.template.check(given)
    known = context.known(sheet.drafted_on)
    made = papers.settle(sheet.template.render(given), head, printer, sample_seals=True, facts=known)
    spots = _spots(made, head, sheet, whole)
    told = (*(unfilled(one, values) for one in missing), *(_told(one, spots, sheet, whole) for one in made.findings))
    sizes = tuple((one.width, one.height) for one in made.measured.sheets)
    return Preview(made.docx, made.pdf, sizes, told, spots, made.passes)


def stood_in(sheet: Sheet, values: Mapping[str, Any]) -> tuple[dict[str, Any], list[Field]]:
    """The values with something in the place of all that must be filled and is not, and which fields those are."""
    whole, missing = dict(values), []
    for one in sheet.fields:
        if one.required and one.default is None and not _filled(values.get(one.name)):
            missing.append(one)
            whole[one.name] = _stand_in(one, sheet)
        elif one.type == "table" and values.get(one.name):
            rows, lacking = zip(*(_row(one, row, sheet) for row in values[one.name]), strict=True)
            whole[one.name] = list(rows)
            missing += [one] if any(lacking) else []
    return whole, missing


def as_dict(made: Preview) -> dict[str, Any]:
    """What a door needs besides the files, as JSON can hold it."""
    return {
        "sizes": [list(one) for one in made.sizes],
        "findings": [
            one.finding.as_dict() | {"field": one.field, "line": one.line, "column": one.column}
            for one in made.findings
        ],
        "spots": [vars(one) | {"box": list(one.box)} for one in made.spots],
    }


def _stand_in(one: Field, sheet: Sheet) -> Any:
    if one.name == heading.ISSUERS:
        return heading.present(sheet.template)[heading.ISSUERS]
    if one.name == heading.LEAD:
        return heading.present(sheet.template)[heading.LEAD]
    if one.type in _TYPED:
        return [f"【{one.label}】"] if one.type == "list" else f"【{one.label}】"
    found = sheet.template.example.get(one.name)
    found = one.example if found is None else found
    return _plainest(one, sheet) if found is None else found


def _row(table: Field, row: Mapping[str, Any], sheet: Sheet) -> tuple[dict[str, Any], bool]:
    """A table's row with something in the place of every cell that must be filled and is not, and whether any was."""
    lacking = _lacking(table, row)
    return {**row, **{one.name: _cell(table, one, sheet) for one in lacking}}, bool(lacking)


def _cell(table: Field, column: Field, sheet: Sheet) -> Any:
    """Its label in brackets; what cannot be words (a day, a sum) as the template's example."""
    if column.type in _TYPED:
        return f"【{column.label}】"
    rows = sheet.template.example.get(table.name) or ()
    found = next((row[column.name] for row in rows if _filled(row.get(column.name))), column.example)
    return _plainest(column, sheet) if found is None else found


def _plainest(one: Field, sheet: Sheet) -> Any:
    """The plainest value of the field's type, where no example shows a better one."""
    usual = {"date": sheet.drafted_on, "integer": 0, "number": 0, "money": 0, "flag": False}
    return one.options[0] if one.type == "choice" else usual.get(one.type)


def _filled(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(_filled(one) for one in value.values())
    return value not in (None, "", [])


def _head(sheet: Sheet, around: Mapping[str, Any]) -> Paper:
    kept = {name: value for name, value in around.items() if _filled(value)}
    try:
        head = context.head(sheet.template, sheet.drafted_on, kept)
    except BadInput as error:
        raise BadInput.of([f"版头排不出来：{fault}" for fault in error.faults]) from error
    return replace(head, profile=sheet.profile) if sheet.paper else head


def unfilled(one: Field, values: Mapping[str, Any]) -> Told:
    """What is still to be filled in, of a table by its line and column."""
    lacking = [(line, column) for line, row in enumerate(values.get(one.name) or ()) for column in _lacking(one, row)]
    line, column = lacking[0] if one.type == "table" and lacking else (0, None)
    cell = f"第{line + 1}行的「{column.label}」" if column else ""
    more = f"（共{len(lacking)}格没有填）" if column and len(lacking) > 1 else ""
    found = Finding(
        rule=MISSING, clause="", strength="规定", severity="error", where=one.label,
        message=f"「{one.label}」{cell or '还'}没有填{'' if cell else '完'}{more}，页面上先以【】或范例代替。",
    )  # fmt: skip
    return Told(found, one.name, line, column.name if column else "")


def _lacking(table: Field, row: Any) -> list[Field]:
    if table.type != "table" or not isinstance(row, Mapping):
        return []
    return [one for one in table.columns if one.required and not _filled(row.get(one.name))]


def _told(finding: Finding, spots: Sequence[proofing.Spot], sheet: Sheet, values: Mapping[str, Any]) -> Told:
    names = {one.name for one in sheet.fields}
    by_where = {where: name or recipients_of(sheet) for where, name in _WHERE.items()}
    about = proofing.field_of(finding, spots, by_where)
    name, line = (about.field, about.line) if isinstance(about, proofing.Spot) else (about, 0)
    table = next((one for one in sheet.fields if one.name == name and one.type == "table"), None)
    return Told(finding, name if name in names else "", line, column_of(table, values, line, finding) if table else "")


def column_of(table: Field, values: Mapping[str, Any], line: int, finding: Finding) -> str:
    """Which cell of the line a finding speaks of: the one that holds what was found; empty where none does."""
    rows, found = values.get(table.name) or (), finding.found.strip()
    row = rows[line] if line < len(rows) else {}
    cells = {one.name: list(printed(one, row.get(one.name))) for one in table.columns}
    held = (name for name, texts in cells.items() if found and any(found in text or text in found for text in texts))
    return next(held, "")


def recipients_of(sheet: Sheet) -> str:
    """The field that holds 主送机关: the template's own where it has one, else the head's."""
    own = next((one.name for one in sheet.body if one.name in ("recipients", "recipient")), "")
    return own or heading.RECIPIENTS


def _spots(made: papers.Typeset, head: Paper, sheet: Sheet, values: Mapping[str, Any]) -> tuple[proofing.Spot, ...]:
    elements = {**_ELEMENTS, "主送": recipients_of(sheet)}
    known = {one.name for one in sheet.fields}
    elements = {zone: name for zone, name in elements.items() if name in known}
    words = {one.name: list(printed(one, values.get(one.name))) for one in sheet.body}
    return proofing.spots(made.measured, head.layout, elements, words)


def printed(one: Field, value: Any) -> Iterator[str]:
    """The lines that a field's value is printed as, to be looked for: dates and amounts as papers have them."""
    if one.type == "table":
        for row in value or ():
            cells = [text for column in one.columns for text in printed(column, row.get(column.name))]
            yield max(cells, key=len, default="")
    elif one.type == "record":
        yield from (text for column in one.columns for text in printed(column, (value or {}).get(column.name)))
    elif one.type == "list":
        yield from (str(item).rstrip("。；，：") for item in ([value] if isinstance(value, str) else value or ()))
    elif value not in (None, ""):
        yield from _as_printed(one, str(value))


def _as_printed(one: Field, text: str) -> Iterator[str]:
    try:
        if one.type == "date":
            yield dates.printed(_day(text))
        elif one.type == "money":
            yield amounts.in_figures(text)
        else:
            yield from (line.strip().rstrip("。；") for line in text.splitlines())
    except BadInput:
        yield text


def _day(text: str) -> date:
    return dates.read(text, "日期")
