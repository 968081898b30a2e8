"""对照: which paragraph of the later version is which of the former, which came in and which went out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

T = TypeVar("T")
_ALIKE = 0.35
"""Two texts that share less of their characters are two texts, not one changed."""


def pairs(
    old: Sequence[T], new: Sequence[T], key: Callable[[T], str], alike: Callable[[T, T], bool] | None = None
) -> Iterator[tuple[T | None, T | None]]:
    """(former, later) in order: both for what stayed or was changed, (None, later) for what came in, (former, None)
    for what went out. Items of unequal text pair when `alike` says so; by default, when their texts are."""
    judge = alike or (lambda one, other: similar(key(one), key(other)))
    texts = [key(one) for one in old], [key(one) for one in new]
    for tag, i0, i1, j0, j1 in SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from zip(old[i0:i1], new[j0:j1], strict=True)
        else:
            yield from _replaced(old[i0:i1], new[j0:j1], judge)


def _replaced(old: Sequence[T], new: Sequence[T], alike: Callable[[T, T], bool]) -> Iterator[tuple[T | None, T | None]]:
    at = 0
    for later in new:
        found = next((i for i in range(at, len(old)) if alike(old[i], later)), None)
        if found is None:
            yield None, later
            continue
        yield from ((former, None) for former in old[at:found])
        yield old[found], later
        at = found + 1
    yield from ((former, None) for former in old[at:])


def similar(one: str, other: str) -> bool:
    """Whether two texts are one, changed."""
    match = SequenceMatcher(None, one, other, autojunk=False)
    return match.quick_ratio() >= _ALIKE and match.ratio() >= _ALIKE
