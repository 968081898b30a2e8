"""模板的改动: what one version of a template changes against another: what it is, its fields, its text, its example."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from gongwen.document.fields import TYPE_WORDS, Field
from gongwen.drafting.templates.template import Template
from gongwen.drafting.word.outline import outline

CONTEXT = 2
"""So many unchanged lines are shown around each change."""
KEPT, DROPPED, ADDED, GAP = " ", "-", "+", "…"
_PAPER_WORDS = {
    "kind": "文种", "direction": "行文方向", "profile": "版面配置", "masthead": "版头", "mark": "发文机关标志",
    "secrecy": "密级", "urgency": "紧急程度", "recipients": "主送", "sign_off": "落款", "note": "附注", "cc": "抄送",
    "printed_by": "印发机关", "even_page": "末页成双", "layout": "版式",
}  # fmt: skip


@dataclass(frozen=True)
class FieldChange:
    """A field that came, went, or is not what it was: its label, and what in words."""

    label: str
    text: str


@dataclass(frozen=True)
class Line:
    """One line of two texts set side by side: kept, dropped (`-`) or added (`+`), or a gap (`…`) where lines that did
    not change are left out."""

    mark: str
    text: str


def head_changes(old: Template, new: Template) -> list[str]:
    """What the template itself is: title, format, kind, presets."""
    told = [("标题", old.title, new.title), ("版式", frame_told(old.frame), frame_told(new.frame))]
    told.append(("联合行文", _plain(old.joint), _plain(new.joint)))
    for key in dict.fromkeys([*old.paper_defaults, *new.paper_defaults]):
        if key != "layout":  # it is the frame, told already
            values = (_plain(one.paper_defaults.get(key)) for one in (old, new))
            told.append((_PAPER_WORDS.get(key, key), *values))
    return [f"{what}由「{before or '无'}」改为「{after or '无'}」" for what, before, after in told if before != after]


def frame_told(frame: str) -> str:
    """A template's frame in words."""
    return "整页表格或合同" if frame == "none" else f"{frame}格式"


def field_changes(
    old: Sequence[Field], new: Sequence[Field], source_told: Callable[[str], str] = str, within: str = ""
) -> Iterator[FieldChange]:
    """Fields added, dropped, changed; a table's columns as 某表的某列. `source_told` puts a field's source in words."""
    former = {one.name: one for one in old}
    for one in new:
        label = f"{within}{one.label}"
        if one.name not in former:
            yield FieldChange(label, "新增" + ("，必填" if one.required else "，可不填"))
        elif one != former[one.name]:
            yield from (FieldChange(label, text) for text in _field_changes(former[one.name], one, source_told))
            yield from field_changes(former[one.name].columns, one.columns, source_told, f"{label}的")
    names = {one.name for one in new}
    yield from (FieldChange(f"{within}{one.label}", "删去") for one in old if one.name not in names)


def outline_changes(old: bytes, new: bytes) -> list[Line]:
    """The two Word files as text outlines, set side by side."""
    return line_changes(outline(old), outline(new))


def line_changes(old: str, new: str) -> list[Line]:
    """Two texts line by line: what changed with a few lines around it, a gap between places."""
    before, after = old.splitlines(), new.splitlines()
    found: list[Line] = []
    for group in SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(CONTEXT):
        found += [Line(GAP, "")] if found else []
        for how, i1, i2, j1, j2 in group:
            if how == "equal":
                found += [Line(KEPT, line) for line in before[i1:i2]]
                continue
            found += [Line(DROPPED, line) for line in before[i1:i2]]
            found += [Line(ADDED, line) for line in after[j1:j2]]
    return found


def _field_changes(old: Field, new: Field, source_told: Callable[[str], str]) -> Iterator[str]:
    pairs = (
        ("栏目名称", old.label, new.label),
        ("类型", TYPE_WORDS.get(old.type, old.type), TYPE_WORDS.get(new.type, new.type)),
        ("必填", _plain(old.required), _plain(new.required)),
        ("选项", "、".join(old.options), "、".join(new.options)),
        ("取自", *(source_told(one.source) if one.source else "" for one in (old, new))),
        ("默认值", _plain(old.default), _plain(new.default)),
        ("说明", old.help, new.help),
        ("个人信息", _plain(old.personal), _plain(new.personal)),
    )
    for what, before, after in pairs:
        if before != after:
            yield f"{what}由「{before or '无'}」改为「{after or '无'}」"


def _plain(value: Any) -> str:
    if value in (None, "", (), []):
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    return "、".join(map(str, value)) if isinstance(value, tuple | list) else str(value)
