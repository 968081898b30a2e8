"""流程的意思: does a well-written workflow make sense? Each rule is one function that yields what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import replace
from itertools import groupby
from typing import Any

from gongwen.workflow import conditions, duties, field_needs, manning, reach, usage
from gongwen.workflow.conditions import OF_ISSUED, SIGNED
from gongwen.workflow.definition import Rule, Stage, StepWord
from gongwen.workflow.draft import Draft
from gongwen.workflow.known import Argument, Known
from gongwen.workflow.shape import near
from gongwen.workflow.source import Fault

Check = Callable[[Draft, Known], Iterator[Fault]]


def faults(draft: Draft, known: Known) -> list[Fault]:
    """Every fault of meaning."""
    return [fault for rule in RULES for fault in rule(draft, known)]


def repeated_moves(draft: Draft, known: Known) -> Iterator[Fault]:
    """Two moves of one name in a stage: nobody could say which is meant."""
    seen: set[tuple[str, str]] = set()
    for move in draft.moves:
        key = (move.stage.name, move.rule.do)
        if key in seen and move.rule.do:
            yield draft.fault((*move.path, "do"), f"环节「{key[0]}」的动作「{key[1]}」重复，同一环节的动作不能重名。")
        seen.add(key)


def targets(draft: Draft, known: Known) -> Iterator[Fault]:
    """A move leads to a stage of this file, and back to its own stage only if it fills in or does something."""
    names = [stage.name for stage in draft.definition.stages]
    for move in draft.moves:
        path = (*move.path, "to")
        if unknown := [to for to in move.rule.targets if to and to not in names]:
            for to in unknown:
                yield draft.fault(path, f"{move}去往「{to}」，但没有这个环节；{near(to, names)}")
        elif move.rule.to == move.stage.name and not (move.rule.form or move.rule.then):
            yield draft.fault(path, f"{move}又回到「{move.rule.to}」，既不填栏目也不办事，没有意义；请改去处或删去。")


def roles(draft: Draft, known: Known) -> Iterator[Fault]:
    """Every `by` is one of the roles, every role has something to do."""
    declared = draft.definition.roles
    for move in draft.moves:
        for role in acting(move.rule):
            if declared and role not in declared:  # a file without roles is told so once
                yield draft.fault(
                    (*move.path, "by"), f"{move}由「{role}」办理，但 roles 里没有这个角色；{near(role, declared)}"
                )
    used = {role for move in draft.moves for role in acting(move.rule)}
    for number, role in enumerate(declared):
        if role not in used:
            text = f"roles 里的角色「{role}」没有任何动作可办；请删去，或写进某个动作的 by。"
            yield draft.fault(("roles", number), text)


def acting(rule: Rule) -> tuple[str, ...]:
    """The roles that have to do with a move: who takes it, and who may call in a further party."""
    return (*rule.by, *(rule.parties.add if rule.parties else ()))


def steps(draft: Draft, known: Known) -> Iterator[Fault]:
    """Every step word is one the office knows, with the argument it takes; a workflow may name itself."""
    known = replace(known, workflows={*known.workflows, draft.definition.name})
    for move in draft.moves:
        for number, step in enumerate(move.rule.then):
            if problem := _step_problem(step, known):
                yield draft.fault((*move.path, "then", number), f"{move}的 then：{problem}")


def _step_problem(step: StepWord, known: Known) -> str:
    if step.name not in known.steps:
        return f"系统不会办「{step.name}」；{near(step.name, known.steps)}"
    takes, given = known.steps[step.name], step.argument
    if takes is Argument.NONE:
        return f"「{step.name}」后面不能带「{given}」，只写 {step.name} 即可。" if given is not None else ""
    if given is None:
        lacking = f"「{step.name}」后面缺{takes.value}，应当写成 {{{step.name}: 名称}}。"
        return "" if takes is Argument.MAYBE_TEMPLATE else lacking
    names, what = (known.workflows, "流程") if takes is Argument.WORKFLOW else (known.templates, "文书模板")
    return "" if given in names else f"「{step.name}」所带的{what}「{given}」不存在；{near(given, names)}"


def unprinted_forms(draft: Draft, known: Known) -> Iterator[Fault]:
    """A form or contract is typeset by the move that drafts it: it has no flow of its own that would do so later."""
    for move in draft.moves:
        names = [step.name for step in move.rule.then]
        for number, step in enumerate(move.rule.then):
            paper = step.argument or ""
            alone = step.name == "draft" and paper in known.templates and not known.is_issued(paper)
            if alone and "typeset" not in names[number:]:
                text = f"{move}起草《{paper}》后没有排版，它就不会成稿；请在 draft 后面加上 typeset。"
                yield draft.fault((*move.path, "then", number), text)


def needs(draft: Draft, known: Known) -> Iterator[Fault]:
    """Every condition is one of our table, and can come about before the move that needs it."""
    late = reach.never_met(draft.definition, known)
    for move in draft.moves:
        for number, word in enumerate(move.rule.needs):
            if problem := _need_problem(word, known) or late.get((move.stage.name, move.rule.do, word), ""):
                yield draft.fault((*move.path, "needs", number), f"{move}的条件「{word}」{problem}")


def _need_problem(word: str, known: Known) -> str:
    if word in conditions.FIXED or conditions.party_word(word) or field_needs.parse(word):
        return ""
    paper = conditions.paper_of(word, known.templates)
    if paper is None:
        issued = (name + state for name in known.templates if known.is_issued(name) for state in OF_ISSUED)
        return (
            f"系统不认识；{near(word, [*conditions.FIXED, *conditions.party_conditions(), *known.templates, *issued])}"
        )
    if word.removeprefix(paper) in OF_ISSUED and not known.is_issued(paper):
        return f"不会成立：《{paper}》不是公文，没有发文手续；成稿写「{paper}」，双方签署写「{paper}{SIGNED}」。"
    return ""


def stages(draft: Draft, known: Known) -> Iterator[Fault]:
    """A case can begin, can end, and an end has nothing to fill in."""
    definition = draft.definition
    if not definition.stages:
        return
    first = definition.first
    if _is_end(draft, first):
        text = f"第一个环节「{first.name}」就是终点，项目无法开始；请给它写上 moves。"
        yield draft.fault(("stages", first.name), text)
    if not any(_finishes(draft, stage) for stage in definition.stages):
        yield draft.fault(("stages",), "没有终点，项目永远办不完；请写一个 moves: [] 的环节，如「归档」。")
    for stage in definition.stages:
        for key, value in (("deadline", stage.deadline), ("form", stage.form)):
            if value and _is_end(draft, stage):
                yield draft.fault(
                    ("stages", stage.name, key), f"环节「{stage.name}」是终点，没有人再办理，{key} 用不上，请删去。"
                )


def unasked_forms(draft: Draft, known: Known) -> Iterator[Fault]:
    """A stage's form is asked for by at least one of its moves."""
    for stage in draft.definition.stages:
        if stage.form and stage.moves and not any(rule.form is stage.form for rule in stage.moves):
            yield draft.fault(
                ("stages", stage.name, "form"),
                f"环节「{stage.name}」的表单没有动作去填：它的动作或有自己的表单，或只写理由。",
            )


def paths(draft: Draft, known: Known) -> Iterator[Fault]:
    """Every stage can be reached from the first, and from every stage an end can be reached."""
    if not draft.definition.stages:
        return
    following = reach.graph(draft.definition)
    ends = {stage.name for stage in draft.definition.stages if _finishes(draft, stage)}
    begun = reach.closure(following, {draft.definition.first.name})
    finished = reach.closure(reach.reverse(following), ends) if ends else set(following)
    lost = [stage.name for stage in draft.definition.stages if stage.name not in begun]
    for stage in draft.definition.stages:
        path = ("stages", stage.name)
        if stage.name in lost and not _follows_one_lost(stage.name, lost, following):
            yield draft.fault(path, f"环节「{stage.name}」没有动作能到达；请让某个动作的 to 写它，或删去。")
        if stage.name not in finished and not _is_open(draft, stage):
            yield draft.fault(path, f"环节「{stage.name}」进去以后到不了任何终点；请给它一个通向终点的动作。")


def _follows_one_lost(name: str, lost: list[str], following: Mapping[str, Set[str]]) -> bool:
    """Whether an earlier stage that cannot be reached leads to this one: mended there, it is mended here."""
    earlier = lost[: lost.index(name)]
    return name in reach.closure(following, set(earlier)) - set(earlier)


def returns(draft: Draft, known: Known) -> Iterator[Fault]:
    """A move back to an earlier stage asks for a reason (field.md: a return needs one)."""
    order = {stage.name: number for number, stage in enumerate(draft.definition.stages)}
    for move in draft.moves:
        back = order.get(move.rule.to, len(order)) < order[move.stage.name]
        if back and not move.rule.reason and not move.rule.also:  # several targets are told with their own sentence
            text = f"{move}退回到前面的「{move.rule.to}」，必须写明理由；请加上 reason: true，或调整环节的先后。"
            yield draft.fault(move.path, text)


def phases(draft: Draft, known: Known) -> Iterator[Fault]:
    """The stages of one phase stand together; once phases are used, only ends may be without one."""
    stages = draft.definition.stages
    seen: set[str] = set()
    for phase, group in groupby(stages, key=lambda stage: stage.phase):
        members = list(group)
        if phase and phase in seen:
            yield draft.fault(
                ("stages", members[0].name, "phase"),
                f"环节「{members[0].name}」又回到阶段「{phase}」，中间隔着别的阶段；同一阶段的环节应当写在一起。",
            )
        seen.add(phase)
        for stage in members:
            if not phase and draft.definition.phases and not _is_end(draft, stage):
                yield draft.fault(("stages", stage.name), f"环节「{stage.name}」没有写 phase（所属阶段）。")


def fields(draft: Draft, known: Known) -> Iterator[Fault]:
    """A case keeps one value per field name, so one name is one kind of field in the whole file."""
    first: dict[str, tuple[Any, str, int]] = {}
    for where, one, path in draft.forms:
        kind, line = usage.kind(one), draft.source.line(path)
        if one.name not in first:
            first[one.name] = (kind, where, line)
        elif first[one.name][0] != kind:
            _, other, at = first[one.name]
            text = f"{where}的表单中栏目「{one.name}」与第{at}行{other}的同名栏目类型、选项或列不同；"
            yield draft.fault(path, f"{text}请改用另一个 name。")


def _is_end(draft: Draft, stage: Stage) -> bool:
    """An end, unless the moves are left out or miswritten (told already)."""
    return stage.is_end and not draft.is_flawed(("stages", stage.name))


def _finishes(draft: Draft, stage: Stage) -> bool:
    """Whether a case that comes here counts as done."""
    return stage.closed or _is_end(draft, stage)


def _is_open(draft: Draft, stage: Stage) -> bool:
    """Where a target is unknown or unreadable, nothing can be said about what follows."""
    names = {other.name for other in draft.definition.stages}
    return draft.is_flawed(("stages", stage.name)) or any(
        to not in names for rule in stage.moves for to in rule.targets
    )


RULES: tuple[Check, ...] = (
    repeated_moves,
    targets,
    roles,
    steps,
    unprinted_forms,
    needs,
    stages,
    unasked_forms,
    paths,
    returns,
    phases,
    fields,
    *duties.RULES,
    *manning.RULES,
    *usage.RULES,
)
