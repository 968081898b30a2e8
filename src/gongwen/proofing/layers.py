"""规则配置: what an office makes of the rules, in layers: 国家标准 < 省 < 单位; the later layer decides.

A layer may say less than the standard, never more: a finding is an error only where the standard itself (规定) is
departed from. A wider tolerance leaves a finding its clause and strength; a figure of the office's own, or a narrower
tolerance, is 实务 and so a note at most. Every finding that a layer decided names it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from gongwen.document.findings import SEVERITIES, Finding
from gongwen.document.geometry import GEOMETRIES, Geometry
from gongwen.document.layout import Figure
from gongwen.document.lengths import mm
from gongwen.proofing.rules.check import Check

LEVELS = ("国家", "省", "单位")
"""The layers from the widest to the nearest."""
OFF = "off"
_OWN_STRENGTH = "实务"
_HAIR = 0.01
"""Figures that differ by less than this (mm) are written alike."""


@dataclass(frozen=True)
class Change:
    """What one layer says of one rule; what it does not say stays as the layers below have it. Lengths in mm."""

    layer: str
    severity: str = ""
    wanted: float | None = None
    tolerance: float | None = None
    note: str = ""

    def over(self, below: Change | None) -> Change:
        """This change with what the layer below said of the same rule."""
        if below is None:
            return self
        return replace(
            self,
            severity=self.severity or below.severity,
            wanted=below.wanted if self.wanted is None else self.wanted,
            tolerance=below.tolerance if self.tolerance is None else self.tolerance,
            note=self.note or below.note,
        )

    def figure(self, figure: Figure) -> Figure:
        """The figure that the layer puts in place of the standard's."""
        wanted = figure.mm if self.wanted is None else self.wanted
        tolerance = figure.tolerance if self.tolerance is None else self.tolerance
        if abs(wanted - figure.mm) < _HAIR and tolerance >= figure.tolerance:
            return Figure(figure, figure.label, figure.clause, figure.strength, tolerance)
        return Figure(mm(wanted), figure.label, f"规则配置「{self.layer}」", _OWN_STRENGTH, tolerance)

    def judged(self, finding: Finding) -> Finding:
        """The finding as the layer has it: its severity, which only goes down, its note and its name."""
        severity = max(self.severity or finding.severity, finding.severity, key=SEVERITIES.index)
        message = f"{finding.message}（{self.layer}：{self.note}）" if self.note else finding.message
        return replace(finding, severity=severity, message=message, layer=self.layer)


@dataclass(frozen=True)
class Profile:
    """A rule profile with all layers under it taken together; `changes` by the rule's id.

    `geometry` names the page set-up that pages are held against (none: what the paper says, else the national one).
    """

    name: str
    title: str
    level: str = "国家"
    geometry: str | None = None
    changes: Mapping[str, Change] = field(default_factory=dict)

    @property
    def page_setup(self) -> Geometry | None:
        """The page set-up it names."""
        return GEOMETRIES[self.geometry] if self.geometry else None

    @property
    def switched_off(self) -> tuple[str, ...]:
        """The rules that are not looked at."""
        return tuple(rule for rule, change in self.changes.items() if change.severity == OFF)

    def over(self, below: Profile) -> Profile:
        """This profile on top of the one it extends."""
        changes = {rule: change.over(below.changes.get(rule)) for rule, change in self.changes.items()}
        return replace(self, geometry=self.geometry or below.geometry, changes={**below.changes, **changes})

    def figures(self, checks: Iterable[Check]) -> dict[str, Figure]:
        """The figures it puts in place of the standard's, by label."""
        given = ((check.figure, self.changes.get(check.id)) for check in checks)
        return {figure.label: change.figure(figure) for figure, change in given if figure and change}

    def judged(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """The findings as the profile has them: without those of rules switched off."""
        kept = (one for one in findings if one.rule not in self.switched_off)
        return tuple(self.changes[one.rule].judged(one) if one.rule in self.changes else one for one in kept)


NATIONAL = Profile("national", "国家标准和条例")
