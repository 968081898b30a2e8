"""原稿的域和不带入的文字: which runs of a draft do not belong to its text, and what fields without a result show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

from gongwen.drafting.rough.styles import Styles, is_on, value, whole

CONTENTS, PROMPT, HIDDEN = "目录", "占位提示", "隐藏文字"
_DELETED = (qn("w:del"), qn("w:moveFrom"))
_SWITCHES = re.compile(r"\\\*\s*(?:\"[^\"]*\"|\S+)|\\[a-z]+(?:\s*\d+)?", re.IGNORECASE)
_CONTENTS_WORD = re.compile(r"\s*TOC\b", re.IGNORECASE)
_EQUATION = re.compile(r"\s*EQ\b(.*)", re.IGNORECASE | re.DOTALL)
_COUNTER = re.compile(r"\s*(AUTONUM|LISTNUM)", re.IGNORECASE)
_RING = "○〇◯"


@dataclass(frozen=True)
class Verdicts:
    """`left_out`: run → why it is not carried; `shown`: the beginning of a field that has no result → what it shows;
    `counters`: the beginnings of fields that only Word itself can count on."""

    left_out: dict[Any, str] = field(default_factory=dict)
    shown: dict[Any, str] = field(default_factory=dict)
    counters: list[Any] = field(default_factory=list)


@dataclass
class _Field:
    begin: Any
    code: str = ""
    has_result: bool = False
    runs: list[Any] = field(default_factory=list)


def verdicts(root: Any, styles: Styles) -> Verdicts:
    """Look over a whole part once: fields cross paragraphs."""
    made = Verdicts()
    for run in root.iter(qn("w:r")):
        paragraph = next(run.iterancestors(qn("w:p")), None)
        if paragraph is not None and styles.is_contents(paragraph):
            made.left_out[run] = CONTENTS
        elif paragraph is not None and styles.is_hidden(run, paragraph):
            made.left_out[run] = HIDDEN
    for control in root.iter(qn("w:sdt")):
        reason = _control(control)
        made.left_out.update(dict.fromkeys(control.iter(qn("w:r")), reason) if reason else {})
    for one in root.iter(qn("w:fldSimple")):
        if _CONTENTS_WORD.match(str(one.get(qn("w:instr")))):
            made.left_out.update(dict.fromkeys(one.iter(qn("w:r")), CONTENTS))
    for one in _fields(root):
        _judge(one, made)
    return made


def _control(control: Any) -> str:
    """Why nothing of a content control is carried; empty where it is."""
    settings = control.find(qn("w:sdtPr"))
    if settings is None:
        return ""
    gallery = value(settings, "w:docPartObj/w:docPartGallery") or ""
    if gallery.lower().startswith("table of contents"):
        return CONTENTS
    return PROMPT if is_on(settings, "w:showingPlcHdr") else ""


def _judge(one: _Field, made: Verdicts) -> None:
    if _CONTENTS_WORD.match(one.code):
        made.left_out.update(dict.fromkeys(one.runs, CONTENTS))
    elif one.begin.find(qn("w:ffData")) is not None and not one.has_result:
        made.shown[one.begin] = _form_field(one.begin.find(qn("w:ffData")))
    elif _COUNTER.match(one.code) and not one.has_result:
        made.counters.append(one.begin)
    elif (found := _EQUATION.match(one.code)) and not one.has_result:
        made.shown[one.begin] = equation(found[1])


def _fields(root: Any) -> Iterator[_Field]:
    """Fields that begin and end; one that is never closed is no field."""
    opened: list[_Field] = []
    for run in root.iter(qn("w:r")):
        if any(above.tag in _DELETED for above in run.iterancestors()):
            continue
        for one in opened:
            one.runs.append(run)
        for part in run:
            if part.tag == qn("w:fldChar") and part.get(qn("w:fldCharType")) == "begin":
                opened.append(_Field(part, runs=[run]))
            elif part.tag == qn("w:fldChar") and part.get(qn("w:fldCharType")) == "end" and opened:
                yield opened.pop()
            elif part.tag == qn("w:instrText") and opened:
                opened[-1].code += part.text or ""
            elif part.tag in (qn("w:t"), qn("w:sym")) and opened:
                opened[-1].has_result = True


def _form_field(settings: Any) -> str:
    """A tick box of a form, or the entry chosen from its list."""
    box = settings.find(qn("w:checkBox"))
    if box is not None:
        ticked = is_on(box, "w:checked")
        return "☑" if (is_on(box, "w:default") if ticked is None else ticked) else "□"
    chosen = settings.find(qn("w:ddList"))
    entries = [] if chosen is None else [str(one.get(qn("w:val"))) for one in chosen.findall(qn("w:listEntry"))]
    at = whole(value(chosen, "w:result"))
    return entries[at] if at < len(entries) else ""


def equation(code: str) -> str:
    """What an EQ field prints: ringed characters (带圈字符) and readings (拼音指南) as plain text.

    `\\o\\ac(○,7)` → ⑦, `\\o\\ac(○,急)` → 急; of other constructions the words in their brackets.
    """
    words = [word for word in re.split(r"[(),，;]", _SWITCHES.sub("", code)) if word.strip()]
    plain = [word.strip() for word in words if word.strip() not in _RING]
    if len(plain) == 1 and len(words) > 1 and plain[0].isdigit() and 1 <= int(plain[0]) <= 20:
        return chr(0x2460 + int(plain[0]) - 1)
    return "".join(plain)
