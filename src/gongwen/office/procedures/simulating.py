"""推演: what a workflow would bring (papers, durations, returns), as rows and sentences for whoever is changing it."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import Any

from gongwen import workflow
from gongwen.errors import BadInput
from gongwen.office.procedures import flows, originals
from gongwen.workflow import Simulation, Walk

MOST_RUNS = 10_000
END_COLUMNS = {
    "end": "终点",
    "runs": "次数",
    "shortest": "最短",
    "median": "居中",
    "longest": "最长",
    "returns": "平均退回",
}
PAPER_COLUMNS = {"paper": "文书", "average": "平均每件几份", "most": "最多几份"}


def simulate(
    name: str, *, runs: int, seed: int, returns: int = workflow.RETURNS, in_office: bool = False
) -> dict[str, Any]:
    """The simulation of a workflow by name or file, as `told`."""
    definition = flows.drawn(name)[0] if in_office else originals.workflow_named(name)
    return told(definition, originals.known_words(), runs=runs, seed=seed, returns=returns)


def told(
    definition: workflow.Definition, known: workflow.Known, *, runs: int, seed: int, returns: int = workflow.RETURNS
) -> dict[str, Any]:
    """The simulation of a workflow, all durations in whole working days (rounded up)."""
    check_size(runs, returns)
    made = workflow.simulate(definition, known, runs=runs, seed=seed, returns=returns)
    return {
        "workflow": definition.name,
        "title": definition.title,
        "runs": runs,
        "seed": seed,
        "returns": returns,
        "ends": [_end(name, walks) for name, walks in made.ends.items()],
        "shortest": _path(made.shortest),
        "worst": _path(made.worst),
        "papers": _papers(made),
        "never_visited": list(made.never_visited),
        "stuck": sorted({walk.stuck for walk in made.walks if walk.stuck}),
        "untimed": [stage.name for stage in definition.stages if not stage.closes and not stage.deadline],
        "dated": _dated(definition),
    }


def check_size(runs: int, returns: int, seed: int = 1) -> None:
    """BadInput for more walks than anybody waits for."""
    if not 1 <= runs <= MOST_RUNS or not 0 <= returns <= 9:
        raise BadInput(f"推演的次数应当在 1 到 {MOST_RUNS} 之间，退回应当在 0 到 9 次之间。")


def sentences(made: dict[str, Any]) -> list[str]:
    """What the tables do not show, one sentence each."""
    told = []
    for key, called in (("shortest", "最快"), ("worst", "最慢")):
        path = made[key]
        if path:
            back = f"，退回 {path['returns']} 次" if path["returns"] else ""
            told.append(f"{called}的一条路：{path['days']} 个工作日，{path['moves']} 步{back}")
            told.append(f"  {path['text']}")
        else:
            told.append(f"{called}的一条路算不出来：走得通的路太多，或者没有，请看随机走的结果。")
    told += [f"走不下去：{reason}。" for reason in made["stuck"]]
    told.append(f"没有走到的环节：{'、'.join(made['never_visited']) or '无'}。")
    if made["untimed"]:
        told.append(f"没有时限的环节（不计天数）：{'、'.join(made['untimed'])}。")
    told += [f"「{stage}」的时限从「{label}」起算，到那一天以前的时间没有计入。" for stage, label in made["dated"]]
    return told


def _end(name: str, walks: list[Walk]) -> dict[str, Any]:
    days = [walk.days for walk in walks]
    return {
        "end": name or "（走不下去）",
        "runs": len(walks),
        "shortest": ceil(min(days)),
        "median": ceil(workflow.middle(walks)),
        "longest": ceil(max(days)),
        "returns": _tenths(Fraction(sum(walk.returns for walk in walks), len(walks))),
    }


def _path(walk: Walk | None) -> dict[str, Any] | None:
    if walk is None:
        return None
    text = walk.stages[0] + "".join(f" ─{action}→ {target}" for _, action, target in walk.moves)
    return {
        "days": ceil(walk.days),
        "moves": len(walk.moves),
        "returns": walk.returns,
        "stages": list(walk.stages),
        "text": text,
    }


def _papers(made: Simulation) -> list[dict[str, Any]]:
    return [{"paper": name, "average": _tenths(average), "most": most} for name, (average, most) in made.papers.items()]


def _dated(definition: workflow.Definition) -> list[tuple[str, str]]:
    """Stages whose deadline counts from a date of the case, with that date's label."""
    timed = [(stage.name, stage.deadline) for stage in definition.stages if stage.deadline]
    return [(name, deadline.label or deadline.after) for name, deadline in timed if deadline.after]


def _tenths(value: Fraction) -> float:
    return round(float(value), 1)
