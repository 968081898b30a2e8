"""同一件事办了两次: a command typed again after an interruption finds what it did; another act stays another act."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gongwen import registry
from gongwen.errors import Refused
from gongwen.office import desk
from gongwen.office.people import Actor
from kit.office import PrinterThatMustRest, an_office, story

NOW = datetime(2026, 3, 10, 1, tzinfo=UTC)
OWNER, CLERK = Actor("许明辉"), Actor("周晓岚")
UNIT = "临溪县青溪镇人民政府"
VISITS = """
name: visits
title: 走访
roles: [经办人]
stages:
  走访:
    moves:
      - {do: 登记走访, to: 走访, by: 经办人, form: [{name: visited, label: 已走访户数, type: integer, required: true}]}
      - {do: 催办, to: 走访, by: 经办人, form: [{name: note, label: 催办事项, type: text}]}
      - {do: 走访完毕, to: 完毕, by: 经办人}
  完毕: {moves: []}
"""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return an_office(tmp_path / "office")


def opened(title: str = "入户走访", actor: Actor = OWNER, kind: str = "走访慰问") -> registry.CaseRow:
    return desk.open_project(title, kind=kind, unit=UNIT, actor=actor, now=NOW)


def test_a_project_registered_twice_is_one_project(office: Path) -> None:
    """The same person, name, kind and unit, and nothing has happened to it: the first one."""
    assert opened() == opened()
    assert [case.code for case in registry.cases()] == ["QHBF-2026-001"]


def test_another_name_or_kind_or_person_is_another_project(office: Path) -> None:
    codes = {opened().code, opened("入户慰问").code, opened(kind="紧急救助").code, opened(actor=CLERK).code}
    assert len(codes) == 4


def test_a_project_that_has_moved_on_is_not_the_one_meant(office: Path) -> None:
    """The name of a withdrawn project may be used again."""
    first = opened()
    take(first.code, "撤回申报", OWNER, reason="条件未成熟")
    assert opened().code != first.code


@pytest.mark.slow
def test_a_paper_opened_twice_is_one_paper(office: Path) -> None:
    """From the same values; other values make another paper."""
    fields = story("00")[0].said["paper"]["fields"]
    first = desk.open_paper("领导小组成立通知", fields, actor=CLERK, now=NOW)
    assert desk.open_paper("领导小组成立通知", fields, actor=CLERK, now=NOW + timedelta(minutes=1)) == first
    other = desk.open_paper("领导小组成立通知", {**fields, "approved_by": "市政府"}, actor=CLERK, now=NOW)
    assert [paper.id for paper in registry.papers()] == [first.id, other.id]


@pytest.fixture
def visits(office: Path) -> str:
    """A case whose one stage offers a move that stays there."""
    registry.publish("workflow", "visits", {"visits.yaml": VISITS.encode()}, actor="开办人", now=NOW)
    return desk.open_project("走访", kind="走访慰问", unit=UNIT, actor=CLERK, now=NOW, flow="visits").code


def test_a_move_that_stays_in_its_stage_is_not_doubled(visits: str) -> None:
    """The same figures again are the same registration; other figures are the next one."""
    assert not take(visits, "登记走访", form={"visited": 12}).repeated
    assert take(visits, "登记走访", form={"visited": 12}).repeated
    assert not take(visits, "登记走访", form={"visited": 20}).repeated
    assert [event.form.get("visited") for event in registry.events(visits)] == [None, 12, 20]


def test_a_move_with_nothing_filled_in_may_be_meant_anew(visits: str) -> None:
    """Nothing tells a second reminder from a second click, and a reminder lost is worse than one too many."""
    assert not take(visits, "催办").repeated
    assert not take(visits, "催办").repeated


def test_another_persons_act_is_not_the_same(visits: str) -> None:
    """The stage is left: what the second person asks for is refused, not taken as done."""
    assert take(visits, "走访完毕").repeated is False
    assert take(visits, "走访完毕").repeated is True
    with pytest.raises(Refused, match="办理已经结束，不能再办理「走访完毕」"):
        take(visits, "走访完毕", Actor("顾言之"))


def take(
    code: str, action: str, actor: Actor = CLERK, *, form: dict[str, object] | None = None, reason: str = ""
) -> registry.Receipt:
    return desk.take(code, action, actor=actor, now=NOW, printer=PrinterThatMustRest(), form=form or {}, reason=reason)
