"""来路: the way a project came to the stage at which it is taken in: which forms it filled, which papers it left."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from gongwen import registry, workflow
from gongwen.document.fields import Field
from gongwen.document.reference import Reference
from gongwen.errors import BadInput, Refused
from gongwen.office.procedures import shelf

Passed = tuple[workflow.Stage, workflow.Rule]


@dataclass(frozen=True)
class Way:
    """The shortest way forward from the first stage to `stage`: its moves; `others` are the remaining moves of earlier
    stages. `papers` are those drafted on it with their phase; `wanted` those that later moves need, with one such move;
    `files` the form fields a signed scan of a paper fills; `steps` what the moves owed."""

    stage: workflow.Stage
    rules: tuple[workflow.Rule, ...]
    others: tuple[workflow.Rule, ...]
    papers: Mapping[str, str]
    wanted: tuple[tuple[str, str], ...]
    files: Mapping[str, tuple[str, ...]]
    steps: tuple[str, ...]


def way_to(definition: workflow.Definition, at: str) -> Way:
    """The way to a stage, or to the first stage of a phase. Refused, listing the stages, where there is none."""
    stage = _stage(definition, at)
    passed = _shortest(definition, stage)
    rules = tuple(rule for _, rule in passed)
    before = definition.order(stage.name)
    others = tuple(r for s, r in definition.rules() if definition.order(s.name) < before and r not in rules)
    papers = {
        step.argument: s.phase for s, rule in passed for step in rule.then if step.name == "draft" and step.argument
    }
    return Way(
        stage,
        rules,
        others,
        papers,
        tuple(_wanted(definition, stage, papers)),
        {name: tuple(_scan_fields(rules, name)) for name in papers},
        tuple(step.name for rule in rules for step in rule.then),
    )


def optional(one: Field) -> Field:
    """The field of a stage that the project may not have passed."""
    return replace(one, required=False)


def with_data(case: registry.CaseRow, data: Mapping[str, Any]) -> registry.CaseRow:
    """The case as it would be with these data merged in."""
    return replace(case, data={**case.data, **data})


def prefix_of(case: registry.CaseRow) -> str:
    """The prefix of the codes of the case's flow."""
    own = shelf.definition(case.workflow, case.workflow_hash).prefix
    return own or registry.profile()["office"]["case_prefix"]


def free_number(text: str, name: str) -> Reference:
    """The number on an old paper; BadInput where it cannot be read or belongs to another paper here."""
    number = Reference.parse(text)
    for row in registry.numbers(number.code, number.year):
        if row.reference == number and row.paper is not None:
            raise BadInput(f"《{name}》的文号{number}在编号台账中已是另一份公文的，请核对扫描件上的文号。")
    return number


def _stage(definition: workflow.Definition, at: str) -> workflow.Stage:
    of_phase = [stage for stage in definition.stages if stage.phase == at and not stage.closes]
    stage = definition.find(at) or (of_phase[0] if of_phase else None)
    if stage is None:
        raise Refused(f"流程「{definition.title}」没有「{at}」这个环节或阶段，可以接收到：{_open_stages(definition)}。")
    if stage.closes:
        raise Refused(
            f"「{stage.name}」已经办结，不是在办的项目；办结的项目请按案卷归档。可以接收到：{_open_stages(definition)}。"
        )
    if stage.task:
        raise Refused(f"「{stage.name}」由几方分别办理，不能从半途接收，请接收到它的前一个环节。")
    return stage


def _open_stages(definition: workflow.Definition) -> str:
    phases: dict[str, list[str]] = {}
    for stage in definition.stages:
        if not stage.closes:
            phases.setdefault(stage.phase, []).append(stage.name)
    return "；".join(f"{phase}（{'、'.join(names)}）" for phase, names in phases.items())


def _shortest(definition: workflow.Definition, target: workflow.Stage) -> tuple[Passed, ...]:
    """Moves forward from the first stage; Refused for a stage that only a return leads to."""
    waiting: deque[tuple[str, tuple[Passed, ...]]] = deque([(definition.first.name, ())])
    seen = {definition.first.name}
    while waiting:
        name, passed = waiting.popleft()
        if name == target.name:
            return passed
        stage = definition.stage(name)
        for rule in stage.moves:
            if not definition.goes_back(stage, rule) and rule.to not in seen:
                seen.add(rule.to)
                waiting.append((rule.to, (*passed, (stage, rule))))
    raise Refused(f"「{target.name}」不在项目向前办理的路上，不能接收到这里；可以接收到：{_open_stages(definition)}。")


def _wanted(
    definition: workflow.Definition, stage: workflow.Stage, papers: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Papers drafted before, which a move from here on needs and no move from here on drafts."""
    later = [(s, rule) for s, rule in definition.rules() if definition.order(s.name) >= definition.order(stage.name)]
    drafted = {step.argument for _, rule in later for step in rule.then if step.name == "draft"}
    for name in papers:
        for _, rule in later if name not in drafted else ():
            if any(word == name or word.startswith(f"{name}已") for word in rule.needs):
                yield name, rule.do
                break


def _scan_fields(rules: tuple[workflow.Rule, ...], paper: str) -> Iterator[str]:
    for rule in rules:
        if any(step.name == "file" and step.argument == paper for step in rule.then):
            yield from (one.name for one in rule.form if one.type == "file")
