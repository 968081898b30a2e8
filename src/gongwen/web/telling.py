"""告知: what has just been done, said once on the next page; the office's sentences as a screen says them."""

from __future__ import annotations

import re
from typing import Any

_COMMANDS = (
    re.compile(r"（[^（）]*gongwen [^（）]*）"),
    re.compile(r"用 gongwen [a-z -]*[a-z] "),
    re.compile(r"用 --[a-z-]+ "),
    re.compile(r" ?--[a-z-]+ 的"),
)
"""How the office's sentences name the command line's words: 请用 --reason 写明, （gongwen person list）."""

SAID = "said"


def tell(request: Any, *sentences: str) -> None:
    """Let the next page that this person sees say so."""
    request.session[SAID] = [*request.session.get(SAID, []), *(one for one in sentences if one)]


def heard(request: Any) -> list[str]:
    """What is to be said now; once."""
    return list(request.session.pop(SAID, []))


def spoken(sentence: str) -> str:
    """A sentence of the office without the words of the command line, which nobody types here."""
    for pattern in _COMMANDS:
        sentence = pattern.sub("", sentence)
    return sentence
