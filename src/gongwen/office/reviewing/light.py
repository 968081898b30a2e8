"""成批办理: several light things that are alike taken at once, each a move of its own whose result is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from gongwen import registry
from gongwen.errors import BadInput, Refused
from gongwen.office.people import Actor
from gongwen.office.procedures import shelf
from gongwen.office.reviewing import asking, deciding, reading, seen
from gongwen.office.ruling import consequences, move_form
from gongwen.office.ruling.consequences import Consequence
from gongwen.office.staffing import privacy

MOST = 20
"""How many are taken at once: a list that a person still reads."""


@dataclass(frozen=True)
class Item:
    """One case of a batch: up to which event and which version of its paper it is judged; `why` it cannot be taken."""

    code: str
    title: str
    seen: int
    saw: int | None
    why: str = ""


@dataclass(frozen=True)
class Batch:
    """What is to be taken at once: the move, what it comes to, for which cases; `left_out` with why."""

    stage: str
    action: str
    consequence: Consequence | None
    items: tuple[Item, ...]
    left_out: tuple[Item, ...]


@dataclass(frozen=True)
class Result:
    """What came of one case: done, with where it is now, or refused, with why."""

    code: str
    title: str
    done: bool
    told: str


def prepare(codes: Sequence[str], *, actor: Actor, now: datetime) -> Batch:
    """The batch to be looked at before it is taken; BadInput when nothing, too much or unlike things are chosen."""
    cases = [registry.case(code) for code in dict.fromkeys(codes)]
    if not cases:
        raise BadInput("没有勾选要一起办的事项，请先勾选。")
    if len(cases) > MOST:
        raise BadInput(f"一次最多一起办{MOST}件，现选了{len(cases)}件，请分几次办。")
    alike = {(case.workflow, case.workflow_hash, case.stage) for case in cases}
    if len(alike) > 1:
        stages = "、".join(dict.fromkeys(case.stage for case in cases))
        raise BadInput(f"勾选的不是同一种事（{stages}），只有流程、环节都相同的才能一起办，请分开勾选。")
    action = _action(cases, actor, now)
    items = [_item(case, action, actor, now) for case in cases]
    fit, unfit = [one for one in items if not one.why], [one for one in items if one.why]
    return Batch(cases[0].stage, action, _outcome(cases, action), tuple(fit), tuple(unfit))


def take(
    action: str, chosen: Mapping[str, tuple[int, int | None]], *, key: str, actor: Actor, now: datetime
) -> tuple[Result, ...]:
    """Take the move for each of these cases (code → the event and version that were shown), one after another; what
    cannot be taken is told and stands in no other's way. Sent again with the same `key`, nothing is taken twice."""
    return tuple(_taken(code, action, *shown, key=key, actor=actor, now=now) for code, shown in chosen.items())


def _taken(code: str, action: str, event: int, saw: int | None, *, key: str, actor: Actor, now: datetime) -> Result:
    case = registry.case(code)
    title = privacy.masked(case).text(case.title)
    try:
        if registry.key_used(f"{key}:{code}"):
            return Result(code, title, True, f"此前已经办成，现在「{case.stage}」。")
        item = _item(case, action, actor, now)
        if item.why:
            raise Refused(item.why)
        made = deciding.take(code, action, actor=actor, now=now, form={}, key=f"{key}:{code}", seen=event, saw=saw)
    except (BadInput, Refused) as error:
        return Result(code, title, False, "".join(error.faults))
    return Result(code, title, True, f"已办，现在「{made.case.stage}」。")


def _action(cases: Sequence[registry.CaseRow], actor: Actor, now: datetime) -> str:
    """The light move that is open for most of them."""
    first = shelf.definition(cases[0].workflow, cases[0].workflow_hash)
    stage = first.stage(cases[0].stage)
    offered = [rule.do for rule in stage.moves if asking.is_light(first, stage, rule)]
    if not offered:
        raise BadInput(f"「{stage.name}」要逐件填写，不能一起办，请一件一件办。")
    open_for = {action: sum(not _item(case, action, actor, now).why for case in cases) for action in offered}
    return max(offered, key=lambda action: open_for[action])


def _item(case: registry.CaseRow, action: str, actor: Actor, now: datetime) -> Item:
    form = move_form.ask(case.code, action, actor=actor, now=now)
    paper = reading.main_paper(case)
    saw = paper.versions[-1].no if paper and paper.flow == case.code and paper.versions else None
    title = privacy.masked(case).text(case.title)
    return Item(case.code, title, form.seen, saw, _why_not(case, form, paper, actor))


def _why_not(case: registry.CaseRow, form: move_form.MoveForm, paper: registry.PaperRow | None, actor: Actor) -> str:
    definition = shelf.definition(case.workflow, case.workflow_hash)
    stage = definition.stage(case.stage)
    rule = stage.rule(form.action)
    if form.obstacles:
        return "".join(form.obstacles)
    if rule is None or not asking.is_light(definition, stage, rule) or len(form.parties) > 1:
        return f"「{form.action}」要逐件填写，不能一起办。"
    return _unread(case, paper, actor) if paper else ""


def _unread(case: registry.CaseRow, paper: registry.PaperRow, actor: Actor) -> str:
    """A paper with errors is not light, and nobody agrees to a text they have not opened."""
    if any(one["severity"] == "error" for one in paper.versions[-1].findings):
        return "核稿有错误，请打开看过再定。"
    text = next((one.docx_sha for one in reversed(paper.versions) if one.docx_sha), None)
    if text and text not in seen.of(case.code, actor):
        return "现稿您还没有打开看过，请看过再办。"
    return ""


def _outcome(cases: Sequence[registry.CaseRow], action: str) -> Consequence | None:
    definition = shelf.definition(cases[0].workflow, cases[0].workflow_hash)
    stage = definition.stage(cases[0].stage)
    rule = stage.rule(action)
    return consequences.of(definition, stage, rule) if rule else None
