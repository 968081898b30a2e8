"""人手: for everything that is to be done, and for every deadline, there is somebody."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gongwen.workflow import reach
from gongwen.workflow.draft import Draft
from gongwen.workflow.known import Known
from gongwen.workflow.shape import near
from gongwen.workflow.source import Fault


def unheld_roles(draft: Draft, known: Known) -> Iterator[Fault]:
    """Every role is held by somebody today; asked only where there is an office to ask."""
    for number, role in enumerate(draft.definition.roles):
        if known.held is not None and role not in known.held:
            text = f"角色「{role}」今天没有人担任，由它办的事谁也办不了；请先登记任职，或改由别的角色办。"
            yield draft.fault(("roles", number), text)


def unowned_deadlines(draft: Draft, known: Known) -> Iterator[Fault]:
    """A deadline has somebody to answer for it: the `owner`, else who takes the stage's first move onward."""
    definition = draft.definition
    names = {stage.name for stage in definition.stages}
    for stage in definition.stages:
        path = ("stages", stage.name)
        if not stage.deadline or stage.owner or stage.is_end or draft.is_flawed(path):
            continue
        unclear = any(to not in names for rule in stage.moves for to in rule.targets)
        if not unclear and all(definition.goes_back(stage, rule) for rule in stage.moves):
            text = (
                f"环节「{stage.name}」有时限，却没有人负责：它只有退回、终止的动作；请写 owner: 角色，或删去 deadline。"
            )
            yield draft.fault((*path, "deadline"), text)


def undated_deadlines(draft: Draft, known: Known) -> Iterator[Fault]:
    """The day that a deadline counts from is a date that some form asks for."""
    dates = {one.name: one.type == "date" for _, one, _ in draft.forms}
    for stage in draft.definition.stages:
        after = stage.deadline.after if stage.deadline else ""
        if after and not dates.get(after):
            why = "不是日期" if after in dates else "没有环节要填"
            days = [name for name, is_date in dates.items() if is_date]
            text = f"环节「{stage.name}」的时限从栏目「{after}」起算，而它{why}；{near(after, days)}"
            yield draft.fault(("stages", stage.name, "deadline", "after"), text)


def endless_tasks(draft: Draft, known: Known) -> Iterator[Fault]:
    """A move that several parties owe can come to its end: somebody names them before the stage begins."""
    late = reach.never_met(draft.definition, known)
    for move in draft.moves:
        of = move.rule.parties.of if move.rule.parties else ""
        if problem := late.get((move.stage.name, move.rule.do, of)):
            yield draft.fault((*move.path, "by"), f"{move}{problem}")


RULES: tuple[Callable[[Draft, Known], Iterator[Fault]], ...] = (
    unheld_roles,
    unowned_deadlines,
    undated_deadlines,
    endless_tasks,
)
