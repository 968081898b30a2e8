"""What can be done with a case: by whom by name, what is missing and who mends it, whose turn it is, by when."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from gongwen import registry
from gongwen.office import desk
from gongwen.office.people import Actor
from gongwen.office.ruling import explaining
from kit.door import typed
from kit.joint import FINANCE, NOW, TEACHING, WOMEN, act, joint_office, sent, sign

CLERK = "周晓岚"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return joint_office(tmp_path / "office")


def explained(code: str, action: str, person: str | None = None) -> dict:
    rows = explaining.explain(code, actor=Actor(person) if person else None, now=NOW)
    return next(row for row in rows if row["action"] == action)


def test_every_move_names_who_may_take_it_today_deputies_too(office):
    code = sent(FINANCE, TEACHING)
    registry.delegate(
        "甄财", "卫健", starts=date(2026, 4, 1), ends=date(2026, 4, 2), basis="出差", actor="甄财", now=NOW
    )

    assert explained(code, "会办")["people"] == ["甄财", "焦育", "卫健（代甄财）"]
    assert explained(code, "退回")["people"] == ["甄财", "焦育", "卫健（代甄财）"]
    assert explained(code, "撤回")["people"] == [CLERK]


def test_the_tasks_tell_who_has_done_and_who_is_awaited(office):
    code = sent(FINANCE, TEACHING)
    desk.add_party(code, "会办", "市妇联", actor=Actor(CLERK), now=NOW, reason="涉及妇女")
    sign(code, "焦育")

    told = explained(code, "会办")["tasks"]

    assert (told["needed"], told["all"], told["in_order"], told["add"]) == (3, 3, False, ["经办人"])
    assert told["done"] == [{"party": TEACHING, "by": "焦育", "on": "2026-04-01"}]
    assert told["awaited"] == [
        {"party": FINANCE, "people": ["甄财"], "added": "", "turn": True},
        {"party": WOMEN, "people": ["傅联"], "added": CLERK, "turn": True},
    ]


def test_open_is_judged_for_the_person_who_asks(office):
    code = sent(FINANCE, TEACHING)
    sign(code, "甄财")
    assert explained(code, "会办")["open"] and explained(code, "会办", "焦育")["open"]
    assert not explained(code, "会办", "卫健")["open"]
    row = explained(code, "会办", "甄财")
    assert (row["open"], row["waits"]) == (False, "青禾市财政局已由甄财办过，不重复办理")


def test_what_is_missing_names_who_can_mend_it(office):
    case = desk.open_project("空", kind="走访慰问", unit=FINANCE, actor=Actor(CLERK), now=NOW, flow="joint")
    row = explained(case.code, "送会办")
    assert row["mend"] == [
        {
            "condition": "goal 已填",
            "missing": "「事由」尚未填写，请经办人（周晓岚）填写",
            "roles": ["经办人"],
            "people": [CLERK],
        }
    ]


def test_the_deadline_and_who_answers_for_it_are_told(office):
    row = explained(sent(FINANCE), "会办")
    assert (row["stage"], row["due"], row["left"]) == ("会办", "2026-04-07", "还有 3 个工作日")
    assert (row["owner"], row["owners"]) == ("会办人", ["甄财", "焦育", "傅联", "卫健"])


def test_a_closed_case_explains_what_can_still_be_done(office):
    code = sent(FINANCE)
    sign(code, "甄财")
    act(code, "审定", "陆文渊")
    [row] = explaining.explain(code, actor=None, now=NOW)
    assert (row["action"], row["due"], row["people"]) == ("重开", None, ["陆文渊"])


def test_the_command_line_tells_it_and_takes_a_party_and_a_stage(office):
    code = sent(FINANCE, TEACHING)

    told = typed("project", "explain", code, "--home", office, at=NOW)
    assert told.code == 0
    for line in (
        "现在「会办」，应于 2026-04-07 前办结，还有 3 个工作日，由会办人（甄财、焦育、傅联、卫健）负责",
        "会办 → 审定（现在可办，由会办人办：甄财、焦育）",
        "  共2方，办够2方即可，已办0方",
        "    待办：青禾市财政局，由甄财办",
        "    可由经办人加签：add-party",
        "  要填：opinion（意见）",
    ):
        assert line in told.out.splitlines()
    rows = json.loads(typed("project", "explain", code, "--home", office, "--json", at=NOW).out)
    assert [row["action"] for row in rows] == ["会办", "退回", "撤回"]

    take = ("project", "take", code, "--home", office)
    done = typed(*take, "会办", "--as", "甄财", "--party", "市财政局", "--set", "opinion=同意", at=NOW)
    assert done.out == f"{code}「会办」（青禾市财政局）已办：会办 → 会办\n  待办：青禾市教育局\n"
    added = typed(
        "project", "add-party", code, "会办", "市妇联", "--as", CLERK, "--reason", "涉及妇女", "--home", office, at=NOW
    )
    assert added.out == f"{code}「会办」已加上 青禾市妇女联合会；待办：青禾市教育局、青禾市妇女联合会。\n"
    for person in ("焦育", "傅联"):
        assert typed(*take, "会办", "--as", person, "--set", "opinion=同意", at=NOW).code == 0
    back = typed(*take, "退回", "--as", "陆文渊", "--reason", "再核", at=NOW)
    assert (back.code, back.err) == (3, "「退回」可以去往起草、会办，请用 --to 写明去往哪个环节。\n")
    assert typed(*take, "退回", "--as", "陆文渊", "--reason", "再核", "--to", "会办", at=NOW).code == 0
