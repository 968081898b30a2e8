"""告知: what has just been done, said once on the next page; the office's sentences as a screen says them."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from gongwen.document import dates

_COMMANDS = (
    re.compile(r"（[^（）]*gongwen [^（）]*）"),
    re.compile(r"（命令行[^（）]*）"),
    re.compile(r"用 gongwen [a-z -]*[a-z] "),
    re.compile(r"用 --[a-z-]+ "),
    re.compile(r" ?--[a-z-]+ 的"),
)
"""How the office's sentences name the command line's words: 请用 --reason 写明, （gongwen person list）."""

_DAY = re.compile(r"(?<![\d「-])\d{4}-\d\d-\d\d(?![\d-])")
"""A day as the records write it: 2026-03-05."""

SAID = "said"


def tell(request: Any, *sentences: str) -> None:
    """Let the next page that this person sees say so."""
    request.session[SAID] = [*request.session.get(SAID, []), *(dated(one) for one in sentences if one)]


def heard(request: Any) -> list[str]:
    """What is to be said now; once."""
    return list(request.session.pop(SAID, []))


def spoken(sentence: str) -> str:
    """A sentence of the office without the words of the command line, which nobody types here; days as papers write
    them."""
    for pattern in _COMMANDS:
        sentence = pattern.sub("", sentence)
    return dated(sentence)


def dated(text: str) -> str:
    """A text with every day in it written 2026年3月5日; what is no day stays, and so does what somebody typed, which
    is quoted."""
    return _DAY.sub(lambda found: _in_words(found[0]), text)


def _in_words(text: str) -> str:
    try:
        return dates.printed(date.fromisoformat(text))
    except ValueError:
        return text
