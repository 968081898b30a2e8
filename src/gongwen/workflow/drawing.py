"""流程图: what a picture of a workflow shows, and the picture as Mermaid text: a frame per phase, returns dashed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from itertools import groupby

from gongwen.workflow.definition import Definition, Rule, Stage


@dataclass(frozen=True)
class Arrow:
    """All moves that lead from one stage to another in the same manner; `back` for returns and withdrawals."""

    source: Stage
    target: Stage
    rules: tuple[Rule, ...]
    back: bool


@dataclass(frozen=True)
class Choice:
    """The moves of a stage by which a person picks one of several stages: one sign instead of as many arrows."""

    source: Stage
    targets: tuple[str, ...]
    rules: tuple[Rule, ...]

    def __str__(self) -> str:
        return f"{'、'.join(self.targets)}中任一"


def choices(definition: Definition) -> list[Choice]:
    """The choices of the picture, in the file's order; moves between the same stages stand together."""
    found: dict[tuple[str, tuple[str, ...]], list[Rule]] = {}
    for stage, rule in definition.rules():
        if rule.also:
            found.setdefault((stage.name, rule.targets), []).append(rule)
    return [Choice(definition.stage(name), targets, tuple(rules)) for (name, targets), rules in found.items()]


def arrows(definition: Definition) -> list[Arrow]:
    """The arrows of the picture, in the file's order; moves that leave a choice are signs of their own."""
    found: dict[tuple[str, str, bool], list[Rule]] = {}
    for stage, rule in definition.rules():
        if not rule.also:
            found.setdefault((stage.name, rule.to, definition.goes_back(stage, rule)), []).append(rule)
    return [
        Arrow(definition.stage(source), definition.stage(target), tuple(rules), back)
        for (source, target, back), rules in found.items()
    ]


def by_phase(definition: Definition) -> list[tuple[str, list[Stage]]]:
    """Each phase with its stages, in order of life; ends outside every phase come under an empty name."""
    return [(phase, list(stages)) for phase, stages in groupby(definition.stages, key=lambda stage: stage.phase)]


def node_id(definition: Definition, stage: Stage) -> str:
    """A plain name for a stage: some words (end, graph) mean something to Mermaid and graphviz."""
    return f"s{definition.order(stage.name) + 1}"


def takers(rule: Rule) -> str:
    """Who takes a move, as the picture says it: 会签人 ×n, with how many are enough and whether they come in order."""
    who = "、".join(rule.by)
    if rule.parties is None:
        return who
    enough = f" 满{rule.parties.at_least}方" if rule.parties.at_least else ""
    return f"{who} ×n{' 依次' if rule.parties.in_order else ''}{enough}"


def mermaid(definition: Definition, counts: Mapping[str, int] | None = None) -> str:
    """The workflow as a Mermaid flowchart, one `subgraph` per phase; `counts` are running cases per stage."""
    lines = ["flowchart TB"]
    for number, (phase, stages) in enumerate(by_phase(definition), 1):
        shapes = [f"{node_id(definition, stage)}{_shape(stage, counts or {})}" for stage in stages]
        if phase:
            lines += [f'  subgraph p{number}["{_quoted(phase)}"]', *(f"    {shape}" for shape in shapes), "  end"]
        else:
            lines += [f"  {shape}" for shape in shapes]
    for arrow in arrows(definition):
        line = "-.->" if arrow.back else "-->"
        label = "<br/>".join(_quoted(f"{rule.do}（{takers(rule)}）") for rule in arrow.rules)
        lines.append(f'  {node_id(definition, arrow.source)} {line}|"{label}"| {node_id(definition, arrow.target)}')
    for number, choice in enumerate(choices(definition), 1):
        label = "<br/>".join(_quoted(f"{rule.do}（{takers(rule)}）") for rule in choice.rules)
        lines.append(f'  {node_id(definition, choice.source)} -.->|"{label}"| c{number}>"{_quoted(str(choice))}"]')
    return "\n".join(lines) + "\n"


def standing(stage: Stage, counts: Mapping[str, int]) -> str:
    """How many running cases stand in a stage, as the picture says it; empty where none does."""
    return f"在办 {counts[stage.name]} 件" if counts.get(stage.name) else ""


def _shape(stage: Stage, counts: Mapping[str, int]) -> str:
    deadline = f"<br/><small>{stage.deadline}</small>" if stage.deadline else ""
    count = f"<br/><b>{standing(stage, counts)}</b>" if standing(stage, counts) else ""
    label = f'"{_quoted(stage.name)}{deadline}{count}"'
    return f"((({label})))" if stage.closes else f"[{label}]"


def _quoted(text: str) -> str:
    return escape(text, quote=False).replace('"', "#quot;")
