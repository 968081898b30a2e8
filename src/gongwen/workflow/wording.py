"""说法: conditions, fields and moves of a workflow in the words of whoever works with it, not of the file."""

from __future__ import annotations

import re
from collections.abc import Mapping

from gongwen.document.fields import TYPE_WORDS, Field
from gongwen.workflow import conditions, field_needs, usage
from gongwen.workflow.definition import Definition, Rule, StepWord

_NAME = re.compile(r" ?(?:case\.)?\b([a-z][a-z_]+)\b ?")
_MADE_BY_STEPS = {"decisions": "议定事项"}
"""Data that a step makes, that no form asks for and no condition on a field may name."""


def labels(definition: Definition) -> dict[str, str]:
    """The label of every field (and of every table's columns) that the workflow asks for, and of what is computed."""
    asked = usage.asked_fields(definition).values()
    columns = {column.name: column.label for one in asked for column in one.columns}
    computed = {name: label for name, (_, label) in field_needs.COMPUTED.items()}
    return columns | _MADE_BY_STEPS | computed | {one.name: one.label for one in asked}


def condition_told(word: str, definition: Definition) -> str:
    """What a word of `needs:` asks, for a person: 「评定等次」为「优」或「良」; the word itself where it says all."""
    if need := field_needs.parse(word):
        return _need_told(need, labels(definition).get(need.field, need.field))
    papers = {step.argument for _, rule in definition.rules() for step in rule.then if step.argument}
    found = conditions.find(word, papers, definition)
    return _in_labels(found.meaning, labels(definition)) if found else word


def step_told(step: StepWord, names: Mapping[str, str]) -> str:
    """A word of `then:` with what it is about: 起草《立项批复》. `names` are what the office calls its steps."""
    name = names.get(step.name, step.name)
    return f"{name}《{step.argument}》" if step.argument else name


def field_told(one: Field) -> str:
    """A field as a form's list says it: 核定金额（金额，必填）."""
    told = [TYPE_WORDS.get(one.type, one.type)]
    told += [f"从 {'、'.join(one.options)} 中选"] if one.options else []
    told += ["必填"] if one.required else []
    return f"{one.label}（{'，'.join(told)}）"


def takers_told(rule: Rule) -> str:
    """Who takes a move: 会签人，由联办单位逐一办理，满3方即可."""
    who = "、".join(rule.by)
    if rule.parties is None:
        return who
    enough = f"，满{rule.parties.at_least}方即可" if rule.parties.at_least else "，都办完才往下走"
    return f"{who}，由{rule.parties.of}{'依次' if rule.parties.in_order else '各自'}办理{enough}"


def target_told(rule: Rule) -> str:
    """Where a move leads: 签发; one of several where the person chooses."""
    return "、".join(rule.targets) + ("中任一" if rule.also else "")


def _need_told(need: field_needs.FieldNeed, label: str) -> str:
    if need.kind == "为":
        return f"「{label}」为{'或'.join(f'「{value}」' for value in need.values)}"
    return f"「{label}」{'所写的日期已到' if need.kind == '已到' else '已填写'}"


def _in_labels(text: str, known: Mapping[str, str]) -> str:
    """The sentence with the names of fields replaced by their labels; what nobody named stays."""
    return _NAME.sub(lambda found: f"「{known[found[1]]}」" if found[1] in known else found[0], text)
