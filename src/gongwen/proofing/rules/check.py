"""规则: what a rule is, what it looks at, and how strong its word may be.

A rule is a plain function from a `Proof` to `Departure`s, with an id, a clause and a strength word beside it. The
strength caps the severity: only 规定 may block; 一般 and 推算 warn at most; 推荐 and 实务 are notes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from gongwen.document.facts import Facts
from gongwen.document.findings import SEVERITIES, Finding
from gongwen.document.geometry import NATIONAL, Geometry
from gongwen.document.layout import Figure
from gongwen.document.lengths import Length
from gongwen.document.model import Paper
from gongwen.document.sheet import Measured, Picture, Rule, Sheet, TextLine
from gongwen.proofing.passages import Passage, read_passages
from gongwen.proofing.zones import DATE, SIGNATURE, Zones, read_zones

_LARGEST_SEAL = 65.0
"""The largest seal in use measures 60 mm (国发〔1999〕25号)."""
Box = tuple[float, float, float, float]

CAPS = {"规定": "error", "一般": "warning", "推算": "warning", "推荐": "note", "实务": "note"}
"""The most a rule of each strength may say."""


@dataclass(frozen=True)
class Proof:
    """What rules look at: the measured pages, their elements, and the paper that was asked for where it is known.

    `preprinted`: mark and red rules stand on the paper already (套打) and are not on the measured pages. A rule profile
    may name the page set-up, and give figures of its own in place of the standard's (by their labels). `facts` are what
    the office knows besides.
    """

    measured: Measured
    paper: Paper | None = None
    preprinted: bool = False
    page_setup: Geometry | None = None
    figures: Mapping[str, Figure] = field(default_factory=dict)
    facts: Facts = field(default_factory=Facts)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The paragraphs, titles and cells that the lines make up."""
        return read_passages(self.zones)

    @cached_property
    def zones(self) -> Zones:
        return read_zones(self.measured, self.paper.layout if self.paper else "")

    @property
    def layout(self) -> str:
        """文件, 信函, 命令 or 纪要; a page that nobody described is what its head shows, else 其他."""
        return self.zones.layout

    @property
    def geometry(self) -> Geometry:
        """The page set-up that was asked for; pages that nobody described are held against the national one."""
        if self.page_setup:
            return self.page_setup
        return self.paper.geometry if self.paper else NATIONAL

    def figure(self, figure: Figure) -> Figure:
        """The figure in force: the standard's, or what the rule profile puts in its place."""
        return self.figures.get(figure.label, figure)

    @cached_property
    def seals(self) -> tuple[Picture, ...]:
        """Seals and stamps: pictures that lie on or beside a line of the sign-off, no larger than a seal can be."""
        signed = self.zones.of(SIGNATURE, DATE)
        pictures = (picture for sheet in self.measured.sheets for picture in sheet.pictures)
        return tuple(picture for picture in pictures if any(_signs(picture, line) for line in signed))

    @property
    def portrait(self) -> tuple[Sheet, ...]:
        return tuple(sheet for sheet in self.measured.sheets if sheet.width < sheet.height)


@dataclass(frozen=True, kw_only=True)
class Departure:
    """What a rule saw: one Chinese sentence, where it is, and the figures.

    `clause` and `strength` are given where they are not the rule's own: a figure that a profile changed.
    """

    message: str
    where: str
    page: int | None = None
    found: str = ""
    wanted: str = ""
    box: Box | None = None
    clause: str = ""
    strength: str = ""


@dataclass(frozen=True)
class Check:
    """One rule. An unconfirmed rule warns at most, whatever its strength; `severity` may stay below the cap.

    `figure` is the length that the rule holds, where it holds one that a rule profile may change.
    """

    id: str
    clause: str
    strength: str
    look: Callable[[Proof], Iterable[Departure]]
    severity: str = ""
    confirmed: bool = True
    figure: Figure | None = None

    @property
    def level(self) -> str:
        """The severity of this rule's findings."""
        return self._level(self.strength)

    def _level(self, strength: str) -> str:
        caps = [CAPS[strength], self.severity or "error", "error" if self.confirmed else "warning"]
        return max(caps, key=SEVERITIES.index)

    def findings(self, proof: Proof) -> Iterator[Finding]:
        """What the rule finds, with clause, strength and severity."""
        for seen in self.look(proof):
            strength = seen.strength or self.strength
            yield Finding(
                rule=self.id,
                clause=seen.clause or self.clause,
                strength=strength,
                severity=self._level(strength),
                message=seen.message,
                page=seen.page,
                where=seen.where,
                found=seen.found,
                wanted=seen.wanted,
                box=seen.box,
            )


def _signs(picture: Picture, line: TextLine) -> bool:
    """Whether a picture covers a line, or stands on its height at its right (a stamp beside the title of office)."""
    reaches = picture.page == line.page and picture.y0 < line.bottom and line.top < picture.y1
    return reaches and picture.x1 > line.x0 and picture.x1 - picture.x0 < _LARGEST_SEAL


def by_figure(rule: str, figure: Figure, look: Callable[[Proof], Iterable[Departure]]) -> Check:
    """A rule that holds a length of the layout table: clause and strength are the figure's own."""
    return Check(rule, figure.clause, figure.strength, look, figure=figure)


def off(value: float, figure: Figure) -> bool:
    """Whether a measured length (mm) leaves the figure's tolerance; what was measured is exact to 0.05 mm."""
    return abs(value - figure.mm) > figure.tolerance + 0.05


def departs(figure: Figure, value: float, *, where: str, page: int, box: Box | None, advice: str) -> Departure:
    """A length that is not what the figure wants, told with both numbers, by the figure's clause and strength."""
    wanted = f"{figure.mm:.4g} mm ± {figure.tolerance:g} mm"
    message = f"{figure.label}实测 {value:.1f} mm，应为 {wanted}，{advice}。"
    return Departure(
        message=message, where=where, page=page, found=f"{value:.1f} mm", wanted=wanted, box=box,
        clause=figure.clause, strength=figure.strength,
    )  # fmt: skip


def spaced(figure: Figure, gap: float, where: str, box: Box, page: int = 1) -> Iterator[Departure]:
    """A distance between two elements that is not what the figure wants."""
    if off(gap, figure):
        yield departs(figure, gap, where=where, page=page, box=box, advice="请调整段前段后距离")


def misplaced(line: TextLine, where: str, found: str, wanted: str) -> Departure:
    """A line that does not stand across the page where it should; `where` names the element."""
    return astray(line.text, line.page, box_of([line]), where, found, wanted)


def astray(text: str, page: int, box: Box, where: str, found: str, wanted: str) -> Departure:
    """Words that do not stand across the page where they should."""
    message = f"{where}“{text[:16]}”{found}，应{wanted}，请调整对齐方式或缩进。"
    return Departure(message=message, where=where, page=page, found=found, wanted=wanted, box=box)


def box_of_rule(rule: Rule) -> Box:
    """The box around a rule, rounded to a hundredth of a millimetre."""
    return tuple(round(edge, 2) for edge in (rule.x0, rule.y0, rule.x1, rule.y1))  # type: ignore[return-value]


def under(geometry: Geometry, figure: Figure, own: Length) -> Figure:
    """A figure as a page set-up has it: the standard's own, or under another set-up the one calculated for that."""
    if geometry == NATIONAL:
        return figure
    return Figure(own, figure.label, f"版面配置 {geometry.name}", "推算", figure.tolerance)


def box_of(lines: Sequence[TextLine]) -> Box:
    """The box around lines, rounded to a hundredth of a millimetre."""
    edges = (
        min(line.x0 for line in lines),
        min(line.top for line in lines),
        max(line.x1 for line in lines),
        max(line.bottom for line in lines),
    )
    return tuple(round(edge, 2) for edge in edges)  # type: ignore[return-value]
