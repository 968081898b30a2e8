"""姓氏笔画: names of a list in the order of their surnames' strokes (GF 3003), from our own table of facts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from gongwen.document.names import split
from gongwen.document.stroke_table import TABLE
from gongwen.errors import BadInput

STROKES: dict[str, str] = dict(re.findall(r"(\D)(\d+)", re.sub(r"\s", "", TABLE)))
"""Character → its strokes in order: 横 1, 竖 2, 撇 3, 点 4, 折 5; in the order of GF 3003."""

_RANK = {character: rank for rank, character in enumerate(STROKES)}


def count(character: str) -> int:
    """The number of strokes; BadInput when our table does not hold the character."""
    if character not in STROKES:
        raise BadInput(f"笔画表中没有「{character}」字，不能计算笔画。")
    return len(STROKES[character])


def in_stroke_order(names: Sequence[str]) -> list[str]:
    """The names by 姓氏笔画, as typed; BadInput names every surname that our table does not hold.

    Same surname: a one-character given name first, then the given name's characters by the same rule (实务). Names that
    this leaves undecided (see `undecided`) keep the order in which they were given.
    """
    _refuse_unknown_surnames(names)
    open_ones = set(undecided(names))
    return sorted(names, key=lambda name: (_group(name), () if name in open_ones else _ranks(split(name)[1])))


def undecided(names: Sequence[str]) -> list[str]:
    """Names whose place among their namesakes our table cannot tell, as it lacks a character of a given name."""
    groups: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for name in names:
        groups[_group(name)].append(name)
    return [
        name
        for group in groups.values()
        if len(set(group)) > 1 and any(character not in _RANK for name in group for character in split(name)[1])
        for name in group
    ]


def _group(name: str) -> tuple[object, ...]:
    """What decides before the given name's own strokes: the surname, and whether the given name is short."""
    surname, given = split(name)
    return _RANK.get(surname[:1], -1), len(surname), surname, len(given)


def _ranks(characters: Iterable[str]) -> tuple[int, ...]:
    return tuple(_RANK.get(character, -1) for character in characters)


def _refuse_unknown_surnames(names: Sequence[str]) -> None:
    missing = dict.fromkeys(surname for surname, _ in map(split, names) if surname[:1] not in _RANK)
    if missing:
        listed = "、".join(f"「{surname}」" for surname in missing)
        raise BadInput(f"笔画表中没有姓氏{listed}，不能自动按姓氏笔画排序，请改用 order: given 并自行排好名单次序。")
