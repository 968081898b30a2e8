"""原稿全文: every character of a draft straight out of its XML, by another way than the reading that it checks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

from gongwen.drafting.rough.figures import symbol

_DROPPED = {"del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "instrText",
            "delText", "delInstrText"}  # fmt: skip
_CODE = re.compile("[0-9A-Fa-f]{1,5}")


@dataclass
class _Flow:
    """What waits for the end of a paragraph: text that runs on into the next one, and boxes."""

    held: str = ""
    boxes: list[Any] = field(default_factory=list)


class Source:
    """All text of the body in order: deletions out, numbers, notes and field signs in, boxes behind their paragraph.

    Nothing is judged here: hidden text and contents lists are part of it, whatever becomes of them.
    """

    def __init__(self, labels: Mapping[Any, str], shown: Mapping[Any, str], remarks: Mapping[str, Any]) -> None:
        self._labels = labels
        self._shown = shown
        self._remarks = remarks
        self._wholes = {
            "p": self._paragraph,
            "tbl": lambda one, flow: self._let_out(flow) + self._inside(one, flow),
            "tr": self._row,
            "tc": lambda one, flow: self._inside(one, flow) + self._let_out(flow),
            "AlternateContent": self._alternatives,
            "ruby": self._ruby,
            "object": self._object,
            "footnoteReference": lambda one, flow: self._remark("footnote", one),
            "endnoteReference": lambda one, flow: self._remark("endnote", one),
            "t": lambda one, flow: _words(one),
            "sym": lambda one, flow: _sign(one),
            "fldChar": lambda one, flow: self._shown.get(one, ""),
            "noBreakHyphen": lambda one, flow: "-",
            "txbxContent": self._aside,
            "textpath": self._aside,
        }

    def text_of(self, root: Any) -> str:
        """The characters below `root`."""
        flow = _Flow()
        return self._inside(root, flow) + self._let_out(flow)

    def _inside(self, element: Any, flow: _Flow) -> str:
        return "".join(self._piece(child, flow) for child in element)

    def _piece(self, element: Any, flow: _Flow) -> str:
        name = str(element.tag).rpartition("}")[2]
        if name in _DROPPED:
            return ""
        return self._wholes.get(name, self._inside)(element, flow)

    def _let_out(self, flow: _Flow) -> str:
        """What has waited, now that the paragraph is over."""
        text, boxes = flow.held, list(flow.boxes)
        flow.held = ""
        flow.boxes.clear()
        return text + "".join(one if isinstance(one, str) else self.text_of(one) for one in boxes)

    def _paragraph(self, element: Any, flow: _Flow) -> str:
        """A paragraph with its number; where its end is deleted, it waits for what it runs on into."""
        flow.held += self._inside(element, flow)
        settings = element.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
        if settings is not None and any(settings.find(qn(f"w:{one}")) is not None for one in ("del", "moveFrom")):
            return ""
        return self._labels.get(element, "") + self._let_out(flow)

    def _row(self, element: Any, flow: _Flow) -> str:
        return "" if element.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None else self._inside(element, flow)

    def _aside(self, element: Any, flow: _Flow) -> str:
        flow.boxes.append(element if element.get("string") is None else element.get("string"))
        return ""

    def _alternatives(self, element: Any, flow: _Flow) -> str:
        """The first form that has text or a picture; they say the same."""
        for form in element:
            tried = _Flow(flow.held, list(flow.boxes))
            text = self._inside(form, tried)
            if text or tried != flow or form is element[-1] or _is_drawn(form):
                flow.held, flow.boxes = tried.held, tried.boxes
                return text
        return ""

    def _ruby(self, element: Any, flow: _Flow) -> str:
        base, reading = element.find(qn("w:rubyBase")), element.find(qn("w:rt"))
        return f"{self._inside(base, flow)}（{self._inside(reading, flow)}）"

    def _object(self, element: Any, flow: _Flow) -> str:
        flow.boxes += list(element.iter(qn("w:txbxContent")))
        return ""

    def _remark(self, kind: str, reference: Any) -> str:
        tree = self._remarks[kind]
        for note in () if tree is None else tree:
            if note.get(qn("w:id")) == reference.get(qn("w:id")):
                text = self.text_of(note)
                return f"（注：{text}）" if text.strip() else ""
        return ""


def _words(element: Any) -> str:
    """Text, with the signs of its run's symbol font in place of their codes."""
    fonts = element.getparent().find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    font = "" if fonts is None else str(fonts.get(qn("w:ascii")) or fonts.get(qn("w:hAnsi")) or "")
    return "".join(symbol(one, font) if "\ue000" <= one <= "\uf8ff" else one for one in element.text or "")


def _sign(element: Any) -> str:
    code = str(element.get(qn("w:char"), ""))
    return symbol(chr(int(code, 16)), str(element.get(qn("w:font"), ""))) if _CODE.fullmatch(code) else ""


def _is_drawn(form: Any) -> bool:
    """Whether there is a picture, a chart or a diagram in it."""
    return any(str(one.tag).endswith(("}blip", "}imagedata", "}chart", "}relIds")) for one in form.iter())
