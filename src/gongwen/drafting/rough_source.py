"""原稿全文: every character of a draft straight out of its XML, by another way than the reading that it checks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docx.oxml.ns import qn

from gongwen.drafting.rough_figures import symbol

_DROPPED = {"del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "instrText",
            "delText", "delInstrText"}  # fmt: skip


class Source:
    """All text of the body in order: deletions out, numbers, notes and field signs in, boxes behind their paragraph.

    Nothing is judged here: hidden text and contents lists are part of it, whatever becomes of them.
    """

    def __init__(self, labels: Mapping[Any, str], shown: Mapping[Any, str], remarks: Mapping[str, Any]) -> None:
        self._labels = labels
        self._shown = shown
        self._remarks = remarks

    def text_of(self, root: Any) -> str:
        """The characters below `root`."""
        boxes: list[Any] = []
        return self._inside(root, boxes) + self._emptied(boxes)

    def _inside(self, element: Any, boxes: list[Any]) -> str:
        return "".join(self._piece(child, boxes) for child in element)

    def _emptied(self, boxes: list[Any]) -> str:
        waiting, boxes[:] = list(boxes), []
        return "".join(one if isinstance(one, str) else self.text_of(one) for one in waiting)

    def _piece(self, element: Any, boxes: list[Any]) -> str:
        name = str(element.tag).rpartition("}")[2]
        if name in _DROPPED:
            return ""
        if name in ("tr", "p", "AlternateContent", "ruby", "object"):
            return getattr(self, f"_{name.lower()}")(element, boxes)
        if name == "t":
            return self._words(element)
        if name == "sym":
            return symbol(chr(int(element.get(qn("w:char")), 16)), str(element.get(qn("w:font"))))
        if name in ("footnoteReference", "endnoteReference"):
            return self._remark(name.removesuffix("Reference"), element)
        if name == "txbxContent" or (name == "textpath" and element.get("string")):
            boxes.append(element.get("string") if name == "textpath" else element)
            return ""
        return {"noBreakHyphen": "-", "fldChar": self._shown.get(element, "")}.get(name) or self._inside(element, boxes)

    def _words(self, element: Any) -> str:
        """Text, with the signs of its run's symbol font in place of their codes."""
        fonts = element.getparent().find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        font = "" if fonts is None else str(fonts.get(qn("w:ascii")) or fonts.get(qn("w:hAnsi")) or "")
        return "".join(symbol(one, font) if "\ue000" <= one <= "\uf8ff" else one for one in element.text or "")

    def _p(self, element: Any, boxes: list[Any]) -> str:
        """A paragraph with its number; boxes wait for the end of it, also where it runs on into the next."""
        text = self._labels.get(element, "") + self._inside(element, boxes)
        settings = element.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
        goes_on = settings is not None and any(settings.find(qn(f"w:{one}")) is not None for one in ("del", "moveFrom"))
        return text if goes_on else text + self._emptied(boxes)

    def _tr(self, element: Any, boxes: list[Any]) -> str:
        return "" if element.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None else self._inside(element, boxes)

    def _alternatecontent(self, element: Any, boxes: list[Any]) -> str:
        """The first form that has text or a picture; they say the same."""
        for form in element:
            waiting = list(boxes)
            text = self._inside(form, waiting)
            if text or len(waiting) > len(boxes) or form is element[-1] or _is_drawn(form):
                boxes[:] = waiting
                return text
        return ""

    def _ruby(self, element: Any, boxes: list[Any]) -> str:
        base, reading = element.find(qn("w:rubyBase")), element.find(qn("w:rt"))
        return f"{self._inside(base, boxes)}（{self._inside(reading, boxes)}）"

    def _object(self, element: Any, boxes: list[Any]) -> str:
        boxes += list(element.iter(qn("w:txbxContent")))
        return ""

    def _remark(self, kind: str, reference: Any) -> str:
        tree = self._remarks[kind]
        for note in () if tree is None else tree:
            if note.get(qn("w:id")) == reference.get(qn("w:id")):
                text = self.text_of(note)
                return f"（注：{text}）" if text.strip() else ""
        return ""


def _is_drawn(form: Any) -> bool:
    """Whether there is a picture, a chart or a diagram in it."""
    return any(str(one.tag).endswith(("}blip", "}imagedata", "}chart", "}relIds")) for one in form.iter())
