"""流程图: the workflow as graphviz source, which the printing room turns into SVG or PNG.

Each phase is a row, read to the right and then down. So that no arrow crosses the page, an end outside every phase
(已撤回) is drawn in each row that leads to it, and an arrow back to an earlier row, or a second one from one row to the
same stage, ends in a signpost (转「评分」).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from gongwen.workflow.definition import Definition, Rule, Stage
from gongwen.workflow.drawing import Arrow, Choice, arrows, by_phase, choices, node_id, standing, takers

_TINTS = ("#eef4fb", "#eef8f0", "#fdf6e7", "#f5effa", "#fbeeee", "#eef6f7", "#f6f6ee")
_INK, _MUTED, _FRAME, _BACK, _COUNT = "#1f2d3d", "#5b6b7c", "#b9c4cf", "#8a4b00", "#22505f"


@dataclass(frozen=True)
class _Line:
    """One arrow as it is drawn: within its row (`node` is the source of a node drawn only for it), or `down` a row."""

    arrow: Arrow
    source: str
    target: str
    node: str = ""
    down: bool = False
    free: bool = False

    def __str__(self) -> str:
        looks = [f"label=<{_label(self.arrow.rules)}>"]
        if self.arrow.back:
            looks += ["style=dashed", f'color="{_BACK}"', f'fontcolor="{_BACK}"']
        if self.free:
            looks.append("constraint=false")
        if not self.down:
            return f"{self.source} -> {self.target} [{', '.join(looks)}];"
        # Written from right to left: graphviz then keeps it between the two rows.
        looks += ["dir=back", "penwidth=1.8"]
        return f"{self.target} -> {self.source} [{', '.join(looks)}];"


def dot(definition: Definition, font: str = "Noto Sans SC", counts: Mapping[str, int] | None = None) -> str:
    """The workflow as graphviz source in the given font; `counts` are running cases per stage."""
    drawn = _lines(definition)
    text = [f"digraph {_string(definition.title)} {{", *_settings(font)]
    for number, (phase, stages) in enumerate(by_phase(definition)):
        inside = [stage for stage in stages if not _is_outside(definition, stage)]
        nodes = [_node(node_id(definition, stage), stage, counts=counts or {}) for stage in inside]
        nodes += dict.fromkeys(line.node for line in drawn if line.node and line.arrow.source in stages)
        nodes += [_choice_node(definition, choice) for choice in choices(definition) if choice.source in stages]
        text += _row(number, phase, nodes) if phase else [f"  {node}" for node in nodes]
    signs = (_choice_line(definition, choice) for choice in choices(definition))
    return "\n".join([*text, *(f"  {line}" for line in (*drawn, *signs)), *_margin(definition), "}"]) + "\n"


def _lines(definition: Definition) -> list[_Line]:
    depths, seen, drawn = _depths(definition), set[tuple[str, str]](), []
    for arrow in arrows(definition):
        across = arrow.target.phase != arrow.source.phase and not _is_outside(definition, arrow.target)
        key = (arrow.source.phase, arrow.target.name)
        if across and (arrow.back or key in seen):
            drawn.append(_signpost(definition, arrow))
        elif across:
            seen.add(key)
            drawn.append(_downwards(definition, arrow, depths))
        else:
            drawn.append(_within(definition, arrow))
    return drawn


def _within(definition: Definition, arrow: Arrow) -> _Line:
    source, target = node_id(definition, arrow.source), node_id(definition, arrow.target)
    if _is_outside(definition, arrow.target):
        target += _row_mark(definition, arrow)
        return _Line(arrow, source, target, _node(target, arrow.target, small=True))
    return _Line(arrow, source, target, free=arrow.back)


def _row_mark(definition: Definition, arrow: Arrow) -> str:
    return f"_{definition.phases.index(arrow.source.phase) + 1}"


def _signpost(definition: Definition, arrow: Arrow) -> _Line:
    source = node_id(definition, arrow.source)
    target = f"to_{node_id(definition, arrow.target)}{_row_mark(definition, arrow)}{'b' if arrow.back else ''}"
    word, colour = ("回", _BACK) if arrow.back else ("转", _INK)
    label = f"{word}「{escape(arrow.target.name)}」"
    node = f'{target} [label=<{label}>, shape=cds, style=solid, fontsize=11, color="{colour}", fontcolor="{colour}"];'
    return _Line(arrow, source, target, node)


def _downwards(definition: Definition, arrow: Arrow, depths: dict[str, int]) -> _Line:
    source, target = node_id(definition, arrow.source), node_id(definition, arrow.target)
    free = depths[arrow.source.name] <= depths[arrow.target.name]
    return _Line(arrow, source, target, down=True, free=free)


def _depths(definition: Definition) -> dict[str, int]:
    """How far to the right a stage stands in its row."""
    depths = {stage.name: 0 for stage in definition.stages}
    # In order of life, so that a stage's own depth is settled when it is used.
    for stage, target in ((stage, definition.stage(to)) for stage, rule in definition.rules() for to in rule.targets):
        if target.phase == stage.phase and definition.order(target.name) > definition.order(stage.name):
            depths[target.name] = max(depths[target.name], depths[stage.name] + 1)
    return depths


def _settings(font: str) -> list[str]:
    face = f"fontname={_string(font)}"
    return [
        "  graph [rankdir=LR, newrank=true, splines=spline, nodesep=0.36, ranksep=0.2, pad=0.2, bgcolor=white, "
        f"{face}, fontsize=15];",
        f'  node [{face}, fontsize=14, fontcolor="{_INK}", color="{_MUTED}", shape=box, style="rounded,filled", '
        'fillcolor=white, margin="0.12,0.06", penwidth=1.1];',
        f'  edge [{face}, fontsize=11.5, fontcolor="{_INK}", color="{_MUTED}", arrowsize=0.7, penwidth=1.1];',
    ]


def _row(number: int, phase: str, nodes: list[str]) -> list[str]:
    return [
        f"  subgraph cluster_{number + 1} {{",
        f'    label=<<b>{escape(phase)}</b>>; labeljust=l; style="rounded,filled"; color="{_FRAME}"; '
        f'fillcolor="{_TINTS[number % len(_TINTS)]}"; fontcolor="{_INK}"; margin=12;',
        *(f"    {node}" for node in nodes),
        "  }",
    ]


def _margin(definition: Definition) -> list[str]:
    # The first stages of the phases stand below each other at the left, in order of life.
    firsts = [node_id(definition, stages[0]) for phase, stages in by_phase(definition) if phase]
    return [f"  {{ rank=same; {' -> '.join(firsts)} [style=invis]; }}"] if len(firsts) > 1 else []


def _is_outside(definition: Definition, stage: Stage) -> bool:
    return stage.is_end and not stage.phase and bool(definition.phases)


def _node(name: str, stage: Stage, *, small: bool = False, counts: Mapping[str, int] | None = None) -> str:
    label = f"<b>{escape(stage.name)}</b>"
    if stage.deadline:
        label += f'<br/><font point-size="10" color="{_MUTED}">{stage.deadline}</font>'
    if count := standing(stage, counts or {}):
        label += f'<br/><font color="{_COUNT}"><b>{count}</b></font>'
    more = ", peripheries=2" if stage.closes else ""
    if small:
        more += f', fontsize=11, color="{_BACK}", fontcolor="{_BACK}"'
    return f"{name} [label=<{label}>{more}];"


def _label(rules: Sequence[Rule]) -> str:
    return "<br/>".join(
        f'{escape(rule.do)}<br/><font point-size="10" color="{_MUTED}">{escape(takers(rule))}</font>' for rule in rules
    )


def _choice_name(definition: Definition, choice: Choice) -> str:
    return f"any_{node_id(definition, choice.source)}_{choices(definition).index(choice) + 1}"


def _choice_node(definition: Definition, choice: Choice) -> str:
    rows = ["、".join(choice.targets[at : at + 3]) for at in range(0, len(choice.targets), 3)]
    label = "、<br/>".join(escape(row) for row in rows)
    looks = f'style=dashed, fontsize=11, margin="0.1,0.08", color="{_BACK}", fontcolor="{_BACK}"'
    return f"{_choice_name(definition, choice)} [label=<回「{label}」中任一>, {looks}];"


def _choice_line(definition: Definition, choice: Choice) -> str:
    looks = f'style=dashed, color="{_BACK}", fontcolor="{_BACK}"'
    source, target = node_id(definition, choice.source), _choice_name(definition, choice)
    return f"{source} -> {target} [label=<{_label(choice.rules)}>, {looks}];"


def _string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
