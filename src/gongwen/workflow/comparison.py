"""改动: what one version of a workflow changes against another, in sentences grouped by the place they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from gongwen.document.fields import Field
from gongwen.workflow import wording
from gongwen.workflow.definition import Definition, Rule, Stage

How = Literal["增加", "删去", "修改"]
ADDED, DROPPED, ALTERED = "增加", "删去", "修改"
WHOLE = "整个流程"


@dataclass(frozen=True)
class Alteration:
    """One difference: at which place (a stage, or the whole), what is added, dropped or changed."""

    place: str
    how: How
    text: str


@dataclass(frozen=True)
class _Comparing:
    """Two versions, which stage of the old one is which of the new one, and what the office calls its steps."""

    old: Definition
    new: Definition
    steps: Mapping[str, str]
    renamed: Mapping[str, str] = field(default_factory=dict)


def alterations(old: Definition, new: Definition, steps: Mapping[str, str]) -> tuple[Alteration, ...]:
    """Every difference a person would notice, in the new version's order of life; comments and layout of the file are
    none. `steps` are what the office calls the words after `then:`."""
    both = _Comparing(old, new, steps, _renamed(old, new))
    return (*_whole(both), *_stages(both))


def _whole(both: _Comparing) -> Iterator[Alteration]:
    old, new = both.old, both.new
    yield from _value(WHOLE, "名称", old.title, new.title)
    yield from _value(WHOLE, "事项编号前缀", old.prefix, new.prefix)
    yield from _listed(WHOLE, "角色", old.roles, new.roles)
    kept = [both.renamed.get(stage.name, stage.name) for stage in old.stages]
    common = [stage.name for stage in new.stages if stage.name in kept]
    if common != [name for name in kept if name in common]:
        yield Alteration(WHOLE, ALTERED, f"环节的先后改为：{'、'.join(stage.name for stage in new.stages)}")


def _stages(both: _Comparing) -> Iterator[Alteration]:
    former = {both.renamed.get(stage.name, stage.name): stage for stage in both.old.stages}
    for stage in both.new.stages:
        if stage.name in former:
            yield from _stage(both, former[stage.name], stage)
        else:
            yield Alteration(f"环节「{stage.name}」", ADDED, f"新的环节，{_moves_told(stage)}")
    for name, stage in former.items():
        if both.new.find(name) is None:
            yield Alteration(
                f"环节「{stage.name}」", DROPPED, "这个环节没有了；停在这里的在办事项改版时要指明去哪个环节"
            )


def _stage(both: _Comparing, old: Stage, new: Stage) -> Iterator[Alteration]:
    place = f"环节「{new.name}」"
    if old.name != new.name:
        yield Alteration(place, ALTERED, f"原名「{old.name}」，改名为「{new.name}」")
    yield from _value(place, "所属阶段", old.phase, new.phase)
    yield from _value(place, "时限", str(old.deadline or ""), str(new.deadline or ""))
    yield from _value(place, "对时限负责的角色", both.old.owner(old), both.new.owner(new))
    yield from _value(place, "算不算办结", _yes(old.closes), _yes(new.closes))
    for rule in new.moves:
        former = old.rule(rule.do)
        if former:
            yield from _rule(both, f"{place}的「{rule.do}」", former, rule)
        else:
            yield Alteration(place, ADDED, f"动作「{rule.do}」：由{wording.takers_told(rule)}办理，到{_to(rule)}")
    gone = [rule for rule in old.moves if new.rule(rule.do) is None]
    yield from (Alteration(place, DROPPED, f"动作「{rule.do}」（原到{_to(rule)}）") for rule in gone)


def _rule(both: _Comparing, place: str, old: Rule, new: Rule) -> Iterator[Alteration]:
    targets = tuple(both.renamed.get(name, name) for name in old.targets)
    if targets != new.targets:
        yield Alteration(place, ALTERED, f"原到{_to(old)}，改为到{_to(new)}")
    if (old.by, old.parties) != (new.by, new.parties):
        told = f"原由{wording.takers_told(old)}办理，改由{wording.takers_told(new)}办理"
        yield Alteration(place, ALTERED, told if wording.takers_told(old) != wording.takers_told(new) else _inner(new))
    before = [wording.condition_told(word, both.old) for word in old.needs]
    yield from _listed(place, "条件", before, [wording.condition_told(word, both.new) for word in new.needs])
    steps = ([wording.step_told(step, both.steps) for step in rule.then] for rule in (old, new))
    yield from _listed(place, "要办的事", *steps)
    yield from _value(place, "要不要写理由", _yes(old.reason), _yes(new.reason))
    yield from _fields(place, old.form, new.form)


def _fields(place: str, old: Sequence[Field], new: Sequence[Field]) -> Iterator[Alteration]:
    former = {one.name: one for one in old}
    for one in new:
        if one.name not in former:
            yield Alteration(place, ADDED, f"栏目 {wording.field_told(one)}")
        elif one != former[one.name]:
            yield from _field(place, former[one.name], one)
    names = {one.name for one in new}
    yield from (Alteration(place, DROPPED, f"栏目 {one.label}") for one in old if one.name not in names)


def _field(place: str, old: Field, new: Field) -> Iterator[Alteration]:
    before, after = wording.field_told(old), wording.field_told(new)
    if before != after:
        yield Alteration(place, ALTERED, f"栏目 {before} 改为 {after}")
    yield from _value(f"{place}的栏目「{new.label}」", "说明", old.help, new.help)
    yield from _value(f"{place}的栏目「{new.label}」", "默认值", _plain(old.default), _plain(new.default))
    yield from _value(f"{place}的栏目「{new.label}」", "是不是个人信息", _yes(old.personal), _yes(new.personal))
    yield from _fields(f"{place}的栏目「{new.label}」", old.columns, new.columns)


def _listed(place: str, what: str, old: Iterable[str], new: Iterable[str]) -> Iterator[Alteration]:
    before, after = list(old), list(new)
    yield from (Alteration(place, ADDED, f"{what}：{one}") for one in dict.fromkeys(after) if one not in before)
    yield from (Alteration(place, DROPPED, f"{what}：{one}") for one in dict.fromkeys(before) if one not in after)
    if before != after and sorted(before) == sorted(after):
        yield Alteration(place, ALTERED, f"{what}的先后改为：{'、'.join(after)}")


def _value(place: str, what: str, old: str, new: str) -> Iterator[Alteration]:
    if old == new:
        return
    if old and new:
        yield Alteration(place, ALTERED, f"{what}由「{old}」改为「{new}」")
    else:
        yield Alteration(place, ADDED if new else DROPPED, f"{what}「{new or old}」")


def _renamed(old: Definition, new: Definition) -> dict[str, str]:
    """Old stage → new one where only the name changed: nothing else of that name, the same moves, alone in that."""
    gone = [stage for stage in old.stages if new.find(stage.name) is None]
    come = [stage for stage in new.stages if old.find(stage.name) is None]
    found: dict[str, str] = {}
    for stage in gone:
        alike = [one.name for one in come if _doings(one) == _doings(stage) and _doings(stage)]
        if len(alike) == 1 and alike[0] not in found.values():
            found[stage.name] = alike[0]
    return found


def _doings(stage: Stage) -> list[str]:
    return [rule.do for rule in stage.moves]


def _moves_told(stage: Stage) -> str:
    return f"可办：{'、'.join(_doings(stage))}" if stage.moves else "是终点"


def _to(rule: Rule) -> str:
    return f"「{wording.target_told(rule)}」"


def _inner(rule: Rule) -> str:
    return f"各方办理的细节（加签、代录、每方各办）有改动：{wording.takers_told(rule)}"


def _yes(value: bool) -> str:
    return "是" if value else "否"


def _plain(value: object) -> str:
    return "" if value is None else str(value)
