"""登记新事项: which flows a person may open a case of, what each asks for, and the case opened from what they wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gongwen import registry, workflow
from gongwen.document.fields import Field, check
from gongwen.errors import BadInput
from gongwen.office import desk, people
from gongwen.office.clock import day_of
from gongwen.office.matters import group_changes, meetings
from gongwen.office.people import Actor
from gongwen.office.procedures import shelf
from gongwen.office.staffing import directory

HINTS: Mapping[str, str] = {
    "project": "帮扶救助项目，从立项、合同、监督、评估到奖惩。",
    "emergency": "急难情况先行救助，再补办手续。",
    "incoming": "上级和外单位的来文，从签收、拟办、批办到办结。",
    group_changes.FLOW: "领导小组成立、组成人员和办公室人员调整，印发通知后名单生效。",
    meetings.FLOW: "征集议题、印发会议通知、纪要，督办议定事项。",
    "annual-review": "年度考核评估，从方案、自评、核查到通报。",
    "responsibility": "与责任单位签订目标管理责任书，逐级签订。",
}
FOUNDING, CHANGING = "成立领导小组", "调整成员"
_WHOLE_UNITS = ("emergency", "responsibility", shelf.PROJECT_FLOW)
"""Flows that are about one unit."""


@dataclass(frozen=True)
class Opening:
    """A flow of which this person may open a case: its form, and for which units where they may not for any."""

    flow: str
    title: str
    hint: str
    fields: tuple[Field, ...]
    first: str


def offered(*, actor: Actor, now: datetime) -> tuple[Opening, ...]:
    """The flows that this person may open a case of today, in the order in which they were first published."""
    today = day_of(now)
    names = dict.fromkeys(row.name for row in registry.published_list("workflow"))
    found = (shelf.definition(name) for name in names if name != shelf.PAPER_FLOW)
    return tuple(
        Opening(one.name, one.title, HINTS.get(one.name, ""), _fields(one, actor, today), one.first.name)
        for one in found
        if _may(one, actor, today)
    )


def open_case(flow: str, given: Mapping[str, Any], *, key: str | None, actor: Actor, now: datetime) -> registry.CaseRow:
    """The case opened from the form; the same key again is the same case. BadInput tells every fault of the form."""
    known = next((one for one in offered(actor=actor, now=now) if one.flow == flow), None)
    if known is None:
        raise BadInput(f"现在没有「{flow}」可以由{actor.person}登记，请从所列的几种里选。")
    values = check(known.fields, given, f"「{known.title}」的登记表")
    unit = str(values.get("unit") or "")
    if flow == group_changes.FLOW:
        return _group_change(values, key, actor, now)
    kind = str(values.get("kind") or "")
    return desk.open_project(str(values["title"]), kind=kind, unit=unit, actor=actor, now=now, flow=flow, key=key)


def _group_change(values: Mapping[str, Any], key: str | None, actor: Actor, now: datetime) -> registry.CaseRow:
    what = group_changes.FOUNDING if values["what"] == FOUNDING else group_changes.CHANGING
    title = group_changes.title(what, {"group": values.get("group") or ""})
    unit = group_changes.proposing(str(values.get("unit") or "") or None)
    return desk.open_project(title, kind="", unit=unit, actor=actor, now=now, flow=group_changes.FLOW, key=key)


def _may(definition: workflow.Definition, actor: Actor, today: date) -> bool:
    first = {role for rule in definition.first.moves for role in rule.by}
    return bool(first & people.roles(actor.person, "", today))


def _fields(definition: workflow.Definition, actor: Actor, today: date) -> tuple[Field, ...]:
    if definition.name == group_changes.FLOW:
        return (
            Field("what", "办什么", "choice", True, options=(FOUNDING, CHANGING)),
            Field("group", "领导小组名称", help="成立新的领导小组才填；调整本办公室的领导小组不填"),
            Field("unit", "提出单位", "choice", options=_units(definition, actor, today),
                  help="成员单位提出的选该单位；不选的为领导小组办公室"),
        )  # fmt: skip
    title = Field("title", _TITLES.get(definition.name, "名称"), required=True)
    unit = Field("unit", "项目单位" if definition.name == shelf.PROJECT_FLOW else "单位", "choice",
                 definition.name in _WHOLE_UNITS, options=_units(definition, actor, today))  # fmt: skip
    kinds = tuple(registry.profile()["kinds"])
    kind = Field("kind", "类别", "choice", definition.name == shelf.PROJECT_FLOW, options=kinds)
    if definition.name in (shelf.PROJECT_FLOW, "emergency"):
        return (title, kind, unit)
    return (title, unit) if definition.name == "responsibility" else (title, *_own(definition, unit))


def _own(definition: workflow.Definition, unit: Field) -> tuple[Field, ...]:
    """A flow of the office's own making may be about a unit; the shipped ones without one are not."""
    return () if definition.name in HINTS else (unit,)


_TITLES = {
    shelf.PROJECT_FLOW: "项目名称", "emergency": "事项名称", "incoming": "来文事项", meetings.FLOW: "会议名称",
    "annual-review": "考核名称", "responsibility": "签订事项",
}  # fmt: skip


def _units(definition: workflow.Definition, actor: Actor, today: date) -> tuple[str, ...]:
    """The organs that the person may open such a case for: their own where their role counts only there."""
    first = {role for rule in definition.first.moves for role in rule.by}
    held = [one for one in people.capacities(actor.person, "", today) if one.role in first]
    if any(one.role not in people.OF_THE_UNIT for one in held):
        return tuple(row.name for row in registry.organs() if directory.exists(row, today))
    return tuple(dict.fromkeys(one.organ for one in held if directory.exists(registry.organ(one.organ), today)))
