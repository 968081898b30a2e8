"""种错: what a planted fault is: a good paper, what spoils it, the rule that must say so, and a good neighbour.

The change and its neighbour are the same kind of change: one just outside the rule's tolerance, one just inside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from gongwen.document.findings import Finding
from gongwen.document.model import Paper
from gongwen.document.sheet import Measured
from gongwen.document.wording import Wording
from gongwen.proofing import CHECKS, comparing, findings

MACHINE = ("fonts.stand_in",)
"""What depends on the fonts of the machine and is left out where real pages are judged."""
_SAME = 0.3
"""A line that moved by no more than this many millimetres did not change."""
_UNWORDED = Wording()
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Case:
    """What is judged: the pages, the paper that was asked for (none: a paper made elsewhere), and the drafted words."""

    measured: Measured
    paper: Paper | None
    preprinted: bool = False
    wording: Wording = _UNWORDED
    facts: object = None

    def findings(self) -> tuple[Finding, ...]:
        """Everything the rules say of the pages and of the words, as the office asks them."""
        checks = (*CHECKS, *comparing(self.wording)) if self.paper else CHECKS
        given = {"facts": self.facts} if self.facts else {}
        return findings(self.measured, self.paper, checks, preprinted=self.preprinted, **given)


Mutation = Callable[[Case], Case]
Fault = Callable[[Measured], Measured]


@dataclass(frozen=True)
class Planting:
    """One fault in one good paper.

    `because` names the rules that speak of it besides, in the order of the alphabet: where nothing else on the page
    moves there are none.
    """

    name: str
    rule: str
    base: str
    fault: Mutation
    near: Mutation | None = None
    because: tuple[str, ...] = ()


def pages(fault: Fault) -> Mutation:
    """A change of what was printed."""
    return lambda case: replace(case, measured=fault(case.measured))


def asked(**changes) -> Mutation:
    """A change of what was asked for: the paper file says other than the page."""
    return lambda case: replace(case, paper=replace(case.paper, **changes))


def drafted(**changes) -> Mutation:
    """A change of the drafted words."""
    return lambda case: replace(case, wording=replace(case.wording, **changes))


def both(*mutations: Mutation) -> Mutation:
    """Changes that make one fault together."""

    def planted(case: Case) -> Case:
        for mutation in mutations:
            case = mutation(case)
        return case

    return planted


def seen(name: str, rule: str, base: str, fault: Fault, near: Fault | None = None, *because: str) -> Planting:
    """A planting of which both the fault and its neighbour are changes of the printed page."""
    return Planting(name, rule, base, pages(fault), pages(near) if near else None, because)


def changed_boxes(good: Measured, bad: Measured) -> dict[int, list[Box]]:
    """Page by page the boxes of what stands on only one of the two: where a fault was planted."""
    sizes = {sheet.number: (sheet.width, sheet.height) for sheet in good.sheets}
    found: dict[int, list[Box]] = {}
    for one, other in ((good, bad), (bad, good)):
        theirs = {key for sheet in other.sheets for key, _ in _things(sheet)}
        for sheet in one.sheets:
            boxes = [box for key, box in _things(sheet) if key not in theirs]
            if sizes.get(sheet.number) != (sheet.width, sheet.height):
                boxes.append((0.0, 0.0, sheet.width, sheet.height))
            found[sheet.number] = found.get(sheet.number, []) + boxes
    return {page: boxes for page, boxes in found.items() if boxes}


def _things(sheet) -> Iterator[tuple[object, Box]]:
    """Each line, rule and picture of a page with what makes it itself, and its box."""
    for line in (*sheet.lines, *sheet.turned):
        glyphs = tuple((g.text, _near(g.x0), _near(g.size), g.font, g.colour) for g in line.glyphs)
        yield (sheet.number, glyphs, _near(line.baseline)), (line.x0, line.top, line.x1, line.bottom)
    for rule in sheet.rules:
        ends = tuple(map(_near, (rule.x0, rule.y0, rule.x1, rule.y1)))
        yield (sheet.number, ends, round(rule.weight, 2), rule.colour), (rule.x0, rule.y0, rule.x1, rule.y1)
    for one in sheet.pictures:
        box = (one.x0, one.y0, one.x1, one.y1)
        yield (sheet.number, tuple(map(_near, box))), box


def _near(value: float) -> int:
    return round(value / _SAME)


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes meet."""
    across = one[0] <= other[2] + 0.1 and other[0] <= one[2] + 0.1
    return across and one[1] <= other[3] + 0.1 and other[1] <= one[3] + 0.1
