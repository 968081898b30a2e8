"""A small flow whose middle stage several organs owe, in a running office, for tests of tasks."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from gongwen import registry
from gongwen.office import desk
from gongwen.office.people import Actor
from kit.office import PrinterThatMustRest, an_office

NOW = datetime(2026, 4, 1, 2, tzinfo=UTC)
CLERK = "周晓岚"
FINANCE, TEACHING, WOMEN, HEALTH = "青禾市财政局", "青禾市教育局", "青禾市妇女联合会", "青禾市卫生健康委员会"
FLOW = """\
name: joint
title: 联合办理
prefix: LH
roles: [经办人, 会办人, 负责人]
stages:
  起草:
    phase: 拟制
    form:
      - {name: organs, label: 会办单位, type: list}
      - {name: goal, label: 事由, type: text}
    moves:
      - {do: 送会办, to: 会办, by: 经办人, needs: [{field: goal, filled: true}]}
  会办:
    phase: 拟制
    deadline: 3个工作日
    form:
      - {name: opinion, label: 意见, type: text, required: true}
    moves:
      - {do: 会办, to: 审定, by: {role: 会办人, of: organs, add: [经办人]}}
      - {do: 退回, to: 起草, by: 会办人, reason: true}
      - {do: 撤回, to: 起草, by: 经办人, reason: true}
  审定:
    phase: 拟制
    moves:
      - {do: 审定, to: 办结, by: 负责人, needs: [{field: opinion, filled: true}]}
      - {do: 退回, to: [起草, 会办], by: 负责人, reason: true}
  办结:
    phase: 归档
    closed: true
    moves:
      - {do: 重开, to: 起草, by: 负责人, reason: true}
"""
PEOPLE = {"甄财": FINANCE, "焦育": TEACHING, "傅联": WOMEN, "卫健": HEALTH}


def joint_office(home: Path) -> Path:
    """An open office with that flow and a head of section in each of these organs."""
    an_office(home)
    hand: dict[str, Any] = {"actor": "开办人", "now": NOW}
    registry.publish("workflow", "joint", {"joint.yaml": FLOW.encode()}, **hand)
    for name, organ in PEOPLE.items():
        registry.add_person(name, **hand)
        registry.appoint(name, organ, "科长", ["会办人"], date(2026, 1, 1), **hand)
    return home


def act(code: str, action: str, person: str, **more: Any) -> registry.Receipt:
    """One act that prints nothing."""
    form = more.pop("form", {})
    return desk.take(code, action, actor=Actor(person), now=NOW, printer=PrinterThatMustRest(), form=form, **more)


def sign(code: str, person: str, **more: Any) -> registry.Receipt:
    """A party agrees."""
    return act(code, "会办", person, form={"opinion": f"{person}同意"}, **more)


def sent(*organs: str) -> str:
    """The code of a case sent round to these organs."""
    case = desk.open_project("春季走访", kind="走访慰问", unit=FINANCE, actor=Actor(CLERK), now=NOW, flow="joint")
    act(case.code, "送会办", CLERK, form={"organs": list(organs), "goal": "走访困难家庭"})
    return case.code
