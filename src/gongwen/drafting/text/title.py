"""标题: broken into lines at word boundaries, in the shape of a trapezium or a lozenge (GB/T 9704—2012 7.3.1).

`title_words` says where a line may end and how ill that is; here the shapes are weighed, and the best one is found line
by line: of all ways to reach a place with the same last line and the same slope, only the cheapest is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from gongwen.drafting.text import title_words
from gongwen.drafting.text.title_words import LINE, NEVER
from gongwen.drafting.word import widths

_EXTRA_LINE = 15.0
_MORE_LINES = 3
_RECTANGLE, _HOURGLASS, _EVEN_STEP = 100.0, 80.0, 10.0
_SEEN = 0.5
"""Lines that differ by less look equally long; a rectangle's lines differ by less than a character."""


def broken(title: str, names: Iterable[str] = ()) -> tuple[str, ...]:
    """The lines of a title; joined they are the title again. `names` are organs' names to keep whole.

    A title that already has line feeds keeps them; a line of it that is too long is broken in its turn.
    """
    text = title.strip()
    if "\n" in text:
        names = list(names)
        typed = (line.strip() for line in text.splitlines())
        return tuple(line for one in typed if one for line in broken(one, names))
    if widths.width(text) <= LINE:
        return (text,)
    costs = title_words.costs(text, names)
    cheap = {at: cost for at, cost in costs.items() if cost < NEVER}
    words = {at: cost for at, cost in costs.items() if cost < 2 * NEVER}
    return _best(text, cheap) or _best(text, words) or _evenly(text, list(costs)) or tuple(_filled(text))


def even(name: str, count: int) -> tuple[str, ...]:
    """A name parted between words into `count` lines of about the same length; between characters if need be."""
    ends = [at for at, cost in title_words.costs(name).items() if cost < NEVER]
    best = [_nearest(name, ends, part / count) for part in range(1, count)]
    cuts = best if len(set(best)) == count - 1 else [round(len(name) * part / count) for part in range(1, count)]
    return tuple(name[a:b] for a, b in pairwise((0, *cuts, len(name))))


def _nearest(name: str, ends: list[int], share: float) -> int:
    places = ends or [round(len(name) * share)]
    return min(places, key=lambda at: abs(widths.width(name[:at]) - widths.width(name) * share))


@dataclass(frozen=True, order=True)
class _Way:
    """Lines set so far: what they cost, where they end, whether they have begun to fall off, and differ to be seen."""

    cost: float
    cuts: tuple[int, ...]
    falling: bool = False
    graded: bool = False

    @property
    def key(self) -> tuple[int, ...]:
        """What the lines to come depend on."""
        return (*self.cuts[-2:], self.falling, self.graded)


def _best(text: str, costs: dict[int, float]) -> tuple[str, ...] | None:
    """The best shape; a line more than needed only where it mends the shape or keeps words together."""
    fewest = -int(-widths.width(text) // LINE)
    found: list[_Way] = []
    for count in range(fewest, fewest + _MORE_LINES):
        found += [_dearer(way, _EXTRA_LINE * (count - fewest)) for way in _shaped(text, costs, count)]
    return tuple(text[a:b] for a, b in pairwise(min(found).cuts)) if found else None


def _dearer(way: _Way, by: float) -> _Way:
    return replace(way, cost=way.cost + by)


def _shaped(text: str, costs: dict[int, float], count: int) -> list[_Way]:
    """The cheapest ways to break into exactly `count` lines."""
    wide = cache(lambda a, b: widths.width(text[a:b]))
    share = wide(0, len(text)) / count
    ends = [*sorted(costs), len(text)]
    ways = [_Way(0.0, (0,))]
    for left in reversed(range(count)):
        reached: dict[tuple[int, ...], _Way] = {}
        for way in ways:
            for made in _longer(way, ends, costs, wide, share):
                done = made.cuts[-1] == len(text)
                fits = done if left == 0 else not done and wide(made.cuts[-1], len(text)) <= LINE * left
                if fits and (made.key not in reached or made < reached[made.key]):
                    reached[made.key] = made
        ways = list(reached.values())
    return [_dearer(way, _RECTANGLE) if count > 1 and not way.graded else way for way in ways]


def _longer(way: _Way, ends: list[int], costs: dict[int, float], wide, share: float) -> Iterator[_Way]:  # type: ignore[no-untyped-def]
    """The way with one more line, of every length that fits."""
    start = way.cuts[-1]
    last = wide(*way.cuts[-2:]) if len(way.cuts) > 1 else None
    for at in ends:
        if at <= start:
            continue
        width = wide(start, at)
        if width > LINE:
            break
        step = 0.0 if last is None else width - last
        cost = way.cost + costs.get(at, 0.0) + 4 * max(0.0, share * 0.6 - width)
        cost += 0 if last is None else _step_cost(step, way.falling)
        yield _Way(cost, (*way.cuts, at), way.falling or step <= -_SEEN, way.graded or abs(step) >= 1)


def _step_cost(step: float, falling: bool) -> float:
    """What a line longer or shorter by `step` costs: two to four characters are best, an hourglass is worst."""
    ill = max(0.0, abs(step) - 4) + (1 if abs(step) < 2 else 0) + (_EVEN_STEP if abs(step) < 1 else 0)
    return ill + (_HOURGLASS if falling and step >= _SEEN else 0)


def _evenly(text: str, places: list[int]) -> tuple[str, ...] | None:
    """Lines of about the same length, wherever marks allow it, for a title that has no words to part."""
    fewest = -int(-widths.width(text) // LINE)
    for count in range(fewest, fewest + _MORE_LINES):
        cuts = {_nearest(text, places, part / count) for part in range(1, count)}
        lines = tuple(text[a:b] for a, b in pairwise((0, *sorted(cuts), len(text))))
        if all(widths.width(line) <= LINE for line in lines):
            return lines
    return None


def _filled(text: str) -> Iterator[str]:
    """Lines as full as they go, for a title no shape fits: one very long name without a boundary."""
    line = ""
    for char in text:
        if widths.width(line + char) > LINE and title_words.may_part(line + char, len(line)):
            yield line
            line = ""
        line += char
    yield line
