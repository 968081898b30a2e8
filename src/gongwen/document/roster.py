"""名单: a leading group's members as printed lines, labels spread and names padded (实务, after 国办 member lists)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from gongwen.document import names
from gongwen.document.model import Member, Roster
from gongwen.document.strokes import in_stroke_order
from gongwen.errors import BadInput

STYLES = ("空格", "括注")
BY_STROKES = "姓氏笔画"
ORDERS = ("given", BY_STROKES)
SPACE = "\u3000"
NAME_WIDTH = 3
"""Characters a name takes in a list: two-character names are padded to it, longer ones run over."""


@dataclass(frozen=True)
class RosterLine:
    """One member's line. `label` is the spread role with its colon, or blanks as wide under the first of the role.

    `hang` counts the full-width characters before the title, so that a wrapped title can align under itself.
    """

    label: str
    name: str
    title: str
    text: str
    hang: int


_DECLARED = RosterLine("", "", "", "（同一职务按姓氏笔画为序）", 0)


def lines(roster: Roster) -> tuple[RosterLine, ...]:
    """Every member in order, each post labelled once: 组　长：肖　捷　市委副书记 or 组　长：肖　捷（市委副书记）.

    With the order 姓氏笔画 each post's members are sorted, and a first line declares it (实务: it must be declared).
    BadInput on a list with faults or a surname that our stroke table lacks.
    """
    faults = faults_in(roster)
    if faults:
        raise BadInput.of(faults)
    width = max((len(member.post) for member in roster.members), default=0)
    made = [_DECLARED] if roster.order == BY_STROKES else []
    for post, members in groupby(roster.members, key=lambda member: member.post):
        label = spread(post, max(width, NAME_WIDTH))
        for member in _ordered(tuple(members), roster.order):
            made.append(_line(label, member, roster.style))
            label = SPACE * len(label)
    return tuple(made)


def members_lines(
    rows: Iterable[Mapping[str, Any]], style: str = "空格", order: str = "given"
) -> tuple[RosterLine, ...]:
    """Lines of a table with the columns post, name and title, as templates and forms hold it."""
    members = (Member(str(row["post"]), str(row["name"]), str(row.get("title") or "")) for row in rows)
    return lines(Roster("", tuple(members), style=style, order=order))


def spread(post: str, width: int) -> str:
    """A role label as wide as `width` characters and its colon: 组　长： 成　员： 副组长：.

    Where the blanks cannot be shared out evenly they follow the colon.
    """
    gaps, blanks = max(len(post) - 1, 1), width - len(post)
    if blanks % gaps == 0 and len(post) > 1:
        return (SPACE * (blanks // gaps)).join(post) + "："
    return post + "：" + SPACE * blanks


def office_sentence(roster: Roster) -> str:
    """Where the group's office sits and who heads it, as one sentence under the list; empty when nothing is given."""
    if not roster.office:
        return ""
    sits = f"{roster.group}办公室设在{roster.office.organ}，承担{roster.group}日常工作"
    director = names.unpad(roster.office.director)
    return sits + (f"，办公室主任由{director}同志兼任。" if director else "。")


def faults_in(roster: Roster) -> list[str]:
    """What makes a list wrong: an unknown style or order, a line without post or name, one person listed twice."""
    faults = []
    if roster.style not in STYLES:
        faults.append(f"名单的 style「{roster.style}」不认识，可用：{'、'.join(STYLES)}。")
    if roster.order not in ORDERS:
        faults.append(f"名单的 order「{roster.order}」不认识，可用：{'、'.join(ORDERS)}。")
    seen: set[tuple[str, str]] = set()
    for number, member in enumerate(roster.members, 1):
        if not (member.post and member.name):
            faults.append(f"名单第{number}人缺{'姓名' if member.post else '组内职务'}，请补填。")
        person = (names.unpad(member.name), member.title)
        if person in seen:
            faults.append(f"名单中「{person[0]}」（{member.title or '职务未写'}）出现两次，请删去一处。")
        seen.add(person)
    return faults


def _ordered(members: tuple[Member, ...], order: str) -> tuple[Member, ...]:
    if order != BY_STROKES:
        return members
    sorted_names = in_stroke_order([names.unpad(member.name) for member in members])
    return tuple(sorted(members, key=lambda member: sorted_names.index(names.unpad(member.name))))


def _line(label: str, member: Member, style: str) -> RosterLine:
    name = names.pad(member.name)
    if style == "括注":
        title, gap = (f"（{member.title}）" if member.title else ""), ""
    else:
        title, gap = member.title, SPACE * (max(NAME_WIDTH - len(name), 0) + 1) if member.title else ""
    return RosterLine(label, name, title, label + name + gap + title, len(label) + len(name) + len(gap))
