"""修订标记: one paragraph or row marked as added, deleted or changed, for an editor (tracked) or for print (in red).

Tracked, it is what Word and WPS make themselves: they show it and can accept or reject it. Printed, added words are
red and underlined, deleted ones red and struck through, and a red bar stands beside the paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from difflib import SequenceMatcher
from itertools import count
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from gongwen.drafting.revision.changes import TOKEN
from gongwen.drafting.revision.words import registered
from gongwen.drafting.word.wordml import Element, element

ADDED, DELETED = "ins", "del"
RED = "D60000"
_BLANKS = (qn("w:tab"), qn("w:br"), qn("w:cr"), qn("w:lastRenderedPageBreak"))
_ABOVE_BORDERS = {
    qn(f"w:{name}")
    for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr",
                 "suppressLineNumbers")
}  # fmt: skip
_LOOKS = {qn(f"w:{name}") for name in ("color", "u", "strike", "dstrike")}
_UNLINKED = (qn("w:drawing"), qn("w:pict"), qn("w:object"), qn("w:footnoteReference"), qn("w:endnoteReference"))


@dataclass
class Marker:
    """Marks with this author and moment; `tracked` for an editor, else for print."""

    author: str
    at: datetime
    tracked: bool
    ids: Iterator[int] = field(default_factory=lambda: count(9_000_001))

    def changed(self, old: Any, new: Any) -> None:
        """Mark the later paragraph word by word against the former."""
        before, after = _pieces(deepcopy(old)), _pieces(new)
        match = SequenceMatcher(None, [_key(one) for one in before], [_key(one) for one in after], autojunk=False)
        last, marked = None, False
        for tag, i0, i1, j0, j1 in match.get_opcodes():
            gone, come = before[i0:i1], after[j0:j1]
            if tag != "equal" and not _blank([*gone, *come]):
                marked = True
                for run in gone:
                    last = _put(self._marked(_unlinked(run), DELETED), last, after[j0:], new)
                come = [self._marked(run, ADDED) for run in come]
            last = come[-1] if come else last
        _joined(new)
        if marked:
            self._bar(new)

    def whole(self, paragraph: Any, kind: str) -> None:
        """Mark a paragraph as added or deleted from end to end, its end too."""
        for run in list(own_runs(paragraph)):
            self._marked(_unlinked(run) if kind == DELETED else run, kind)
        if self.tracked:
            settings = _settings(paragraph)
            look = settings.find(qn("w:rPr"))
            if look is None:
                look = element("w:rPr")
                settings.append(look)
            look.insert(0, self._stamp(kind))
        self._bar(paragraph)

    def row(self, row: Any, kind: str) -> None:
        """Mark a table's row, with all that is in it."""
        for paragraph in row.iter(qn("w:p")):
            self.whole(paragraph, kind)
        if self.tracked:
            settings = row.find(qn("w:trPr"))
            if settings is None:
                settings = element("w:trPr")
                row.insert(1 if row.find(qn("w:tblPrEx")) is not None else 0, settings)
            settings.append(self._stamp(kind))

    def _stamp(self, kind: str) -> Element:
        made = element(f"w:{kind}", id=next(self.ids), author=self.author)
        made.set(qn("w:date"), self.at.strftime("%Y-%m-%dT%H:%M:%SZ"))
        return made

    def _marked(self, run: Any, kind: str) -> Any:
        """The run with its mark, where it stands; what takes its place there."""
        if not self.tracked:
            _colour(run, kind)
            return run
        if kind == DELETED:
            for text in run.iter(qn("w:t")):
                text.tag = qn("w:delText")
        stamp = self._stamp(kind)
        if run.getparent() is not None:
            run.addprevious(stamp)
        stamp.append(run)
        return stamp

    def _bar(self, paragraph: Any) -> None:
        """The bar beside a changed paragraph in print; an editor draws its own."""
        settings = _settings(paragraph)
        if self.tracked or settings.find(qn("w:pBdr")) is not None:
            return
        bar = element("w:pBdr", element("w:left", val="single", sz=18, space=8, color=RED))
        above = [one for one in settings if one.tag in _ABOVE_BORDERS]
        settings.insert(settings.index(above[-1]) + 1 if above else 0, bar)


def own_runs(paragraph: Any) -> Iterator[Any]:
    """The runs of a paragraph, not those of text boxes in it nor of the places that registration fills."""
    for child in paragraph:
        if child.tag == qn("w:r"):
            yield child
        elif child.tag != qn("w:pPr") and isinstance(child.tag, str) and not registered(child):
            yield from own_runs(child)


def _pieces(paragraph: Any) -> list[Any]:
    """The paragraph with a run for every word and every other thing; these runs in order."""
    made = []
    for run in list(own_runs(paragraph)):
        for child in run:
            if child.tag == qn("w:t"):
                made += [_alone(run, _text(word)) for word in TOKEN.findall("".join(child.itertext()))]
            elif child.tag != qn("w:rPr"):
                made.append(_alone(run, child))
        run.getparent().remove(run)
    return made


def _alone(run: Any, child: Any) -> Any:
    """A run like this one with this alone, before it."""
    fresh = element("w:r")
    look = run.find(qn("w:rPr"))
    if look is not None:
        fresh.append(deepcopy(look))
    fresh.append(deepcopy(child))
    run.addprevious(fresh)
    return fresh


def _text(word: str) -> Element:
    made = element("w:t")
    made.text = word
    made.set(qn("xml:space"), "preserve")
    return made


def _key(run: Any) -> str:
    """What a piece is compared by: blanks count alike."""
    child = run[-1]
    if child.tag in _BLANKS:
        return " "
    text = child.text or ""
    if child.tag == qn("w:t"):
        return text if text.strip() else " "
    return etree.tostring(child, encoding="unicode") if child.tag in _UNLINKED else f"<{child.tag}>{text}"


def _blank(runs: Sequence[Any]) -> bool:
    return all(_key(run) == " " for run in runs)


def _put(made: Any, last: Any, following: Sequence[Any], paragraph: Any) -> Any:
    """Put what went out behind what stands last, else before what follows."""
    if last is not None:
        last.addnext(made)
    elif following:
        following[0].addprevious(made)
    else:
        paragraph.append(made)
    return made


def _joined(paragraph: Any) -> None:
    """Neighbouring runs of the same look and mark as one again."""
    for wrapper in (paragraph, *paragraph.iter(qn("w:sdtContent"), qn("w:hyperlink"))):
        last = None
        for one in list(wrapper):
            if last is not None and _same(last, one):
                for run in list(one) if one.tag != qn("w:r") else [one]:
                    _append(last if last.tag == qn("w:r") else last[-1], run)
                wrapper.remove(one) if one.getparent() is wrapper else None
            else:
                last = one


def _same(one: Any, other: Any) -> bool:
    if one.tag != other.tag or one.tag not in (qn("w:r"), qn("w:ins"), qn("w:del")):
        return False
    runs = (one, other) if one.tag == qn("w:r") else (one[-1], other[0])
    return all(len(run) and run[-1].tag in (qn("w:t"), qn("w:delText")) for run in runs) and _look(runs[0]) == _look(
        runs[1]
    )


def _look(run: Any) -> bytes:
    look = run.find(qn("w:rPr"))
    return b"" if look is None else etree.tostring(look, method="c14n")


def _append(run: Any, other: Any) -> None:
    run[-1].text = (run[-1].text or "") + (other[-1].text or "")


def _unlinked(run: Any) -> Any:
    """A run of the former version for the later file: what refers to parts of the former file is told in words."""
    for one in [child for child in run if child.tag in _UNLINKED or child.tag.endswith("}AlternateContent")]:
        run.replace(one, _text("〔图或注释〕"))
    return run


def _colour(run: Any, kind: str) -> None:
    look = run.find(qn("w:rPr"))
    if look is None:
        look = element("w:rPr")
        run.insert(0, look)
    for one in [child for child in look if child.tag in _LOOKS]:
        look.remove(one)
    fresh = [element("w:strike")] if kind == DELETED else []
    fresh += [element("w:color", val=RED)] + ([element("w:u", val="single")] if kind == ADDED else [])
    for one in fresh:
        _in_order(look, one)


_RUN_ORDER = (
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow",
    "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern", "position",
    "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign",
)  # fmt: skip


def _in_order(look: Any, one: Any) -> None:
    """Put a property where the schema wants it: Word refuses a file that has them in another order."""
    names = [qn(f"w:{name}") for name in _RUN_ORDER]
    before = [child for child in look if child.tag in names and names.index(child.tag) < names.index(one.tag)]
    look.insert(look.index(before[-1]) + 1 if before else 0, one)


def _settings(paragraph: Any) -> Any:
    settings = paragraph.find(qn("w:pPr"))
    if settings is None:
        settings = element("w:pPr")
        paragraph.insert(0, settings)
    return settings
