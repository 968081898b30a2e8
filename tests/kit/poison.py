"""An office in which everything a person can type carries a marker that no page may take for more than text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml import etree, html

from gongwen import registry
from gongwen.document.fields import Field
from gongwen.errors import BadInput, Refused
from gongwen.office import demo, desk
from gongwen.office.procedures import shelf
from kit.office import story

MARK = """"'><x-poison a="1">{{7*1911}}{%</script>"""
SUM = "13377"
"""What the marker's sum would come to, were it ever reckoned."""
_TEXT = ("text", "longtext")
_TAGS = frozenset(("script", "x-poison"))


def poisoned(field: Field, value: Any) -> Any:
    """The value with the marker at the end of every text that is typed freely."""
    if field.columns and isinstance(value, list):
        return [{**row, **_cells(field.columns, row)} for row in value]
    if field.columns and isinstance(value, Mapping):
        return {**value, **_cells(field.columns, value)}
    if field.type in _TEXT and isinstance(value, str):
        return f"{value.rstrip()}{MARK}"
    if field.type == "list" and not field.options and isinstance(value, list):
        return [f"{one}{MARK}" for one in value]
    return value


def _cells(columns: Sequence[Field], row: Mapping[str, Any]) -> dict[str, Any]:
    return {one.name: poisoned(one, row[one.name]) for one in columns if one.name in row}


class Poisoner:
    """Stands before the desk: whatever is handed over gets the marker, field by field, where the desk takes it so."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.taken: set[str] = set()
        self.refused: set[str] = set()
        self._take, self._paper = desk.take, desk.open_paper
        monkeypatch.setattr(desk, "take", self.take)

    def take(self, code: str, action: str, *, form: Mapping[str, Any] | None = None, **more: Any) -> Any:
        """The move with as many of its fields poisoned as it can be taken with."""
        case = registry.case(code)
        rule = shelf.stage(case, case.stage).rule(action)
        fields = {one.name: one for one in (rule.form if rule else ()) if one.name in (form or {})}
        given = dict(form or {})
        wanted = {name: poisoned(one, given[name]) for name, one in fields.items()}
        wanted = {name: value for name, value in wanted.items() if value != given[name]}
        if more.get("reason"):
            more["reason"] += MARK
        while True:
            try:
                done = self._take(code, action, form={**given, **wanted}, **more)
            except (BadInput, Refused) as error:
                named = [name for name in wanted if _is_named(fields[name], str(error))] or list(wanted)
                if not named:
                    raise
                self.refused |= set(named)
                wanted = {name: value for name, value in wanted.items() if name not in named}
            else:
                self.taken |= set(wanted)
                return done


def _is_named(field: Field, told: str) -> bool:
    return f"「{field.name}」" in told or field.label in told


def acts(*stories: str) -> list[demo.Act]:
    """These stories, under poisoned titles."""
    return [_retitled(act) for one in stories for act in story(one)]


def _retitled(act: demo.Act) -> demo.Act:
    said = dict(act.said)
    if "open" in said:
        said["open"] = {**said["open"], "title": f"{said['open']['title']}{MARK}"}
    return replace(act, story=f"{act.story}{MARK}", said=said)


def faults(answer: Any) -> Iterator[str]:
    """What of the marker came to life in an answer."""
    kind = answer["Content-Type"].partition(";")[0] if "Content-Type" in answer else ""
    if answer.status_code >= 500:
        yield f"status {answer.status_code}"
    if answer.get("X-Content-Type-Options") != "nosniff":
        yield "may be sniffed"
    if kind == "text/html":
        yield from _in_page(answer.content.decode())
    elif kind == "image/svg+xml":
        yield from _in_drawing(answer.content)
    elif kind.endswith("spreadsheetml.sheet"):
        yield from _in_workbook(answer.content)


def links(answer: Any) -> Iterator[str]:
    """The addresses of ours that a page leads to."""
    if answer.get("Content-Type", "").startswith("text/html") and answer.content.strip():
        for address in html.fromstring(answer.content.decode()).xpath("//a/@href|//*/@hx-get|//img/@src|//iframe/@src"):
            if address.startswith("/") and not address.startswith("/static/"):
                yield address.partition("#")[0]


def _in_page(page: str) -> Iterator[str]:
    if SUM in page:
        yield "a sum was reckoned"
    for one in html.document_fromstring(page).iter(etree.Element) if page.strip() else ():
        if one.tag == "x-poison" or (one.tag == "script" and not (one.get("src") and not (one.text or "").strip())):
            yield f"an element {one.tag}"
        for name, value in one.attrib.items():
            if name == "a" or name.startswith("on") or not name.replace("-", "").replace(":", "").isalnum():
                yield f"an attribute {name} of {one.tag}"
            if name in ("href", "src", "action", "formaction", "hx-get", "hx-post") and not _is_ours(value):
                yield f"a way out: {value[:60]}"


def _is_ours(address: str) -> bool:
    parts = urlsplit(address)
    return not parts.netloc and parts.scheme in ("", "tel", "mailto") and "\\" not in address[:2]


def _in_drawing(svg: bytes) -> Iterator[str]:
    if SUM.encode() in svg:
        yield "a sum was reckoned"
    for one in etree.fromstring(svg).iter(etree.Element):
        if etree.QName(one).localname in (*_TAGS, "foreignObject", "image", "use"):
            yield f"an element {one.tag}"
        yield from (f"an attribute {name}" for name in one.attrib if name == "a" or name.startswith("on"))


def _in_workbook(content: bytes) -> Iterator[str]:
    from io import BytesIO

    from openpyxl import load_workbook

    for row in load_workbook(BytesIO(content)).active.iter_rows():  # type: ignore[union-attr]
        yield from (f"a formula in {cell.coordinate}" for cell in row if cell.data_type == "f")
