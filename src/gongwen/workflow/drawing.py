"""流程图: a workflow as Mermaid text or graphviz source, a frame per phase, returns dashed, ends doubled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby

from gongwen.workflow.definition import Definition, Rule, Stage

_TINTS = ("#eef4fb", "#eef8f0", "#fdf6e7", "#f5effa", "#fbeeee", "#eef6f7", "#f6f6ee")
_INK, _MUTED, _FRAME, _BACK = "#1f2d3d", "#5b6b7c", "#b9c4cf", "#b0574a"


@dataclass(frozen=True)
class _Arrow:
    """All moves that lead from one stage to another in the same manner: drawn as one arrow."""

    source: Stage
    target: Stage
    rules: tuple[Rule, ...]
    back: bool

    def labels(self) -> list[str]:
        return [f"{rule.do}（{'、'.join(rule.by)}）" for rule in self.rules]


def mermaid(definition: Definition) -> str:
    """The workflow as a Mermaid flowchart, one `subgraph` per phase."""
    lines = ["flowchart TB"]
    for number, (phase, stages) in enumerate(_by_phase(definition), 1):
        shapes = [f"    {_id(definition, stage)}{_shape(stage)}" for stage in stages]
        if phase:
            shapes = [f'  subgraph p{number}["{_quoted(phase)}"]', *shapes, "  end"]
        lines += shapes
    for arrow in _arrows(definition):
        line = "-.->" if arrow.back else "-->"
        label = "<br/>".join(_quoted(label) for label in arrow.labels())
        lines.append(f'  {_id(definition, arrow.source)} {line}|"{label}"| {_id(definition, arrow.target)}')
    return "\n".join(lines) + "\n"


def dot(definition: Definition, font: str = "Noto Sans SC") -> str:
    """The workflow as graphviz source in the given font: each phase a column, read down and then to the right.

    An end outside every phase (已撤回) is drawn in each column that leads to it, so that no arrow crosses the page.
    """
    lines = [f"digraph {_string(definition.title)} {{", *_settings(font)]
    for number, (phase, stages) in enumerate(_by_phase(definition)):
        if phase:
            lines += _column(definition, number, phase, stages)
        else:
            lines += [f"  {_node(definition, stage)}" for stage in stages if not _is_outside(definition, stage)]
    lines += [f"  {_edge(definition, arrow)}" for arrow in _arrows(definition)]
    lines += _margin(definition)
    return "\n".join([*lines, "}"]) + "\n"


def _margin(definition: Definition) -> list[str]:
    # The first stages of the phases stand below each other at the left, in order of life.
    firsts = [_id(definition, stages[0]) for phase, stages in _by_phase(definition) if phase]
    return [f"  {{ rank=same; {' -> '.join(firsts)} [style=invis]; }}"] if len(firsts) > 1 else []


def _by_phase(definition: Definition) -> Iterator[tuple[str, list[Stage]]]:
    for phase, stages in groupby(definition.stages, key=lambda stage: stage.phase):
        yield phase, list(stages)


def _arrows(definition: Definition) -> list[_Arrow]:
    found: dict[tuple[str, str, bool], list[Rule]] = {}
    for stage, rule in definition.rules():
        found.setdefault((stage.name, rule.to, definition.goes_back(stage, rule)), []).append(rule)
    return [
        _Arrow(definition.stage(source), definition.stage(target), tuple(rules), back)
        for (source, target, back), rules in found.items()
    ]


def _id(definition: Definition, stage: Stage) -> str:
    # Plain names: some words of a stage (end, graph) mean something to Mermaid and graphviz.
    return f"s{definition.order(stage.name) + 1}"


# Mermaid


def _shape(stage: Stage) -> str:
    label = f'"{_quoted(stage.name)}' + (f"<br/><small>{stage.deadline}</small>" if stage.deadline else "") + '"'
    return f"((({label})))" if stage.is_end else f"[{label}]"


def _quoted(text: str) -> str:
    return escape(text, quote=False).replace('"', "#quot;")


# Graphviz


def _settings(font: str) -> list[str]:
    face = f"fontname={_string(font)}"
    return [
        "  graph [rankdir=LR, newrank=true, splines=spline, nodesep=0.3, ranksep=0.35, pad=0.2, bgcolor=white, "
        f"{face}, fontsize=15];",
        f'  node [{face}, fontsize=14, fontcolor="{_INK}", color="{_MUTED}", shape=box, style="rounded,filled", '
        'fillcolor=white, margin="0.16,0.07", penwidth=1.1];',
        f'  edge [{face}, fontsize=10.5, fontcolor="{_INK}", color="{_MUTED}", arrowsize=0.7, penwidth=1.1];',
    ]


def _column(definition: Definition, number: int, phase: str, stages: list[Stage]) -> list[str]:
    nodes = [_node(definition, stage) for stage in stages]
    ends = dict.fromkeys(
        arrow.target
        for arrow in _arrows(definition)
        if arrow.source in stages and _is_outside(definition, arrow.target)
    )
    nodes += [_node(definition, end, phase) for end in ends]
    return [
        f"  subgraph cluster_{number} {{",
        f'    label=<<b>{escape(phase)}</b>>; labeljust=l; style="rounded,filled"; color="{_FRAME}"; '
        f'fillcolor="{_TINTS[number % len(_TINTS)]}"; fontcolor="{_INK}"; margin=12;',
        *(f"    {node}" for node in nodes),
        "  }",
    ]


def _is_outside(definition: Definition, stage: Stage) -> bool:
    return stage.is_end and not stage.phase and bool(definition.phases)


def _node_id(definition: Definition, stage: Stage, phase: str) -> str:
    own = _id(definition, stage)
    return f"{own}_{definition.phases.index(phase) + 1}" if phase and _is_outside(definition, stage) else own


def _node(definition: Definition, stage: Stage, phase: str = "") -> str:
    label = f"<b>{escape(stage.name)}</b>"
    if stage.deadline:
        label += f'<br/><font point-size="9.5" color="{_MUTED}">{stage.deadline}</font>'
    more = ", peripheries=2" if stage.is_end else ""
    if _is_outside(definition, stage):
        more += f', fontsize=11, color="{_BACK}", fontcolor="{_BACK}"'
    return f"{_node_id(definition, stage, phase)} [label=<{label}>{more}];"


def _edge(definition: Definition, arrow: _Arrow) -> str:
    source = _id(definition, arrow.source)
    target = _node_id(definition, arrow.target, arrow.source.phase)
    rows = "<br/>".join(
        f'{escape(rule.do)}<br/><font point-size="9" color="{_MUTED}">{escape("、".join(rule.by))}</font>'
        for rule in arrow.rules
    )
    looks = [f"label=<{rows}>"]
    if arrow.back:
        looks += ["style=dashed", f'color="{_BACK}"', f'fontcolor="{_BACK}"']
    if arrow.back and not arrow.target.is_end:
        looks.append("constraint=false")
    elif arrow.target.phase and arrow.target.phase != arrow.source.phase:
        looks += ["constraint=false", "penwidth=1.8"]
    return f"{source} -> {target} [{', '.join(looks)}];"


def _string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
