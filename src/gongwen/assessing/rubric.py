"""评估指标体系: indicators with weights, the grades with their thresholds, and what each grade proposes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

PROPOSALS = ("表彰", "兑现", "追回资金")
WHOLE = Decimal(100)
"""The weights add up to this, and it is the highest total."""


@dataclass(frozen=True)
class Indicator:
    """A 二级指标: `weight` points of 100; assessors mark it from 0 to `full`; `evidence` is what the marks rest on."""

    code: str
    group: str
    name: str
    weight: Decimal
    full: Decimal
    evidence: str
    standard: str = ""


@dataclass(frozen=True)
class GradeRule:
    """An 等次: totals from `threshold` up (and below the next higher grade's) get it."""

    name: str
    threshold: Decimal
    proposes: str
    reason: str
    basis: str


@dataclass(frozen=True)
class Rubric:
    """A rubric that has been checked: weights sum to 100, grades descend to 0, codes are unique."""

    name: str
    title: str
    indicators: tuple[Indicator, ...]
    grades: tuple[GradeRule, ...]
    assessors: int
    spread: Decimal

    def groups(self) -> dict[str, Decimal]:
        """一级指标 and their weights, in order."""
        weights: dict[str, Decimal] = {}
        for indicator in self.indicators:
            weights[indicator.group] = weights.get(indicator.group, Decimal(0)) + indicator.weight
        return weights
