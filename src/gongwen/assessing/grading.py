"""等次: from the total to a grade, and from the grade to the reward or sanction it proposes, with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from gongwen.assessing.rubric import GradeRule, Rubric
from gongwen.assessing.scoring import Score
from gongwen.errors import BadInput

_WEAK = Decimal("0.6")
"""An indicator that brought less than this share of its weight is named in the proposal's reason."""


@dataclass(frozen=True)
class Grade:
    """The grade of a score, the threshold that gave it, and why in one sentence."""

    name: str
    threshold: Decimal
    why: str


@dataclass(frozen=True)
class Proposal:
    """What the grade proposes: 表彰, 兑现 or 追回资金; a person decides."""

    kind: str
    reason: str
    basis: str


def grade(rubric: Rubric, score: Score) -> Grade:
    """The highest grade whose threshold the total reaches; the threshold itself belongs to the higher grade."""
    below = ""
    for rule in rubric.grades[:-1]:
        if score.total >= rule.threshold:
            return Grade(rule.name, rule.threshold, _why(score, rule, f"，不低于 {rule.threshold:f} 分{below}"))
        below = f"，低于 {rule.threshold:f} 分（{rule.name}）"
    lowest = rubric.grades[-1]  # its threshold is 0, which says nothing
    return Grade(lowest.name, lowest.threshold, _why(score, lowest, below))


def _why(score: Score, rule: GradeRule, limits: str) -> str:
    return f"总分 {score.total:f} 分{limits}，等次为{rule.name}。"


def propose(rubric: Rubric, grade: Grade, score: Score) -> Proposal:
    """What the rubric proposes for this grade; the reason quotes the total and names the weakest indicators."""
    rule = _rule(rubric, grade.name)
    reason = rule.reason.format_map({"total": f"{score.total:f}", "grade": rule.name, "from": f"{rule.threshold:f}"})
    return Proposal(rule.proposes, reason + _weak_lines(score), rule.basis)


def _rule(rubric: Rubric, name: str) -> GradeRule:
    for rule in rubric.grades:
        if rule.name == name:
            return rule
    known = "、".join(rule.name for rule in rubric.grades)
    raise BadInput(f"指标体系「{rubric.title}」中没有等次「{name}」，可用：{known}。")


def _weak_lines(score: Score) -> str:
    weak = [line for line in score.lines if line.points < line.weight * _WEAK]
    if not weak:
        return ""
    listed = "；".join(
        f"{line.name}得 {line.points:f} 分（权重 {line.weight:f} 分，依据：{line.evidence}）" for line in weak
    )
    return f"得分率不足 60% 的指标：{listed}。"
