"""与会人员: 出席, 请假 and 列席 of a 纪要 as lines of text (GB/T 9704—2012 10.3)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gongwen.document import names
from gongwen.document.model import Attendees

COLON = "："
_BARE = re.compile(r"[^\s、，；：（）()]{2,4}|[^\s、，；（）()]+·[^\s、，；（）()]+")
"""A name alone: two to four characters, or one with ·."""
_PAD = names.PAD
_PADDED = re.compile(rf"(?:(?<=^)|(?<={_PAD}))([^{_PAD}、，；]){_PAD}([^{_PAD}、，；])(?={_PAD}|$)")
_EACH = re.compile(rf"[^、，；{_PAD}]*[、，；{_PAD}]+|[^、，；{_PAD}]+")
_BOUND = "\ue000"
"""Stands for the space inside a padded name while people are told apart."""


def texts(attendees: Attendees) -> list[str]:
    """`出席：…`, `请假：…`, `列席：…`, as far as there is anybody."""
    rows = (("出席", attendees.present), ("请假", attendees.absent), ("列席", attendees.observing))
    return [f"{label}{COLON}{joined(people)}" for label, people in rows if people]


def joined(people: Iterable[str]) -> str:
    """People as listed: bare names parted by a space, those of two characters padded; others by a mark."""
    given = [one.strip() for one in people if one.strip()]
    if all(_BARE.fullmatch(names.unpad(one)) for one in given):
        return _PAD.join(names.padded(given))
    return ("；" if any(re.search("[、，]", one) for one in given) else "、").join(given)


def parted(people: str) -> list[str]:
    """What `joined` made, told apart: each name with the mark or space after it, together the text as it was."""
    return [one.replace(_BOUND, _PAD) for one in _EACH.findall(_PADDED.sub(rf"\1{_BOUND}\2", people))]
