"""所请: what kind of decision a stage asks for: a judgement that may send back, a score, a light nod."""

from __future__ import annotations

from gongwen.office.ruling import consequences
from gongwen.workflow import Definition, Rule, Stage


def judges(definition: Definition, stage: Stage) -> bool:
    """Whether whoever carries the case on from here may also send it back, or scores it: then it is a judgement."""
    ahead = {role for rule in stage.moves if not definition.goes_back(stage, rule) for role in rule.by}
    returns = {role for rule in stage.moves if _sends_back(definition, stage, rule) for role in rule.by}
    return bool(ahead & returns) or any(is_score(rule) for rule in stage.moves)


def _sends_back(definition: Definition, stage: Stage, rule: Rule) -> bool:
    return rule.reason and definition.goes_back(stage, rule) and not definition.stage(rule.to).is_end


def is_score(rule: Rule) -> bool:
    """Whether a move makes a score of the assessors' sheets."""
    return rule.owes("score")


def is_light(definition: Definition, stage: Stage, rule: Rule) -> bool:
    """Whether a move can be taken for several cases at once: it carries on to one place, nothing must be filled in or
    explained, and it ends nothing for good. Who writes no opinion has read and agrees (圈阅, 条例 22)."""
    plain = not rule.reason and not any(field.required for field in rule.form) and len(rule.targets) == 1
    if not plain or is_score(rule) or definition.goes_back(stage, rule):
        return False
    target = definition.stage(rule.to)
    return not (target.is_end or target.closes) and not consequences.of(definition, stage, rule).final
