"""Planted personal data are in no output of any command, unless somebody who may see them says why."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gongwen import registry
from gongwen.errors import BadInput, Refused
from gongwen.office import desk
from gongwen.office.people import Actor
from gongwen.office.staffing import privacy
from kit.door import typed
from kit.office import an_office

NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
CLERK, CHIEF, CHECKER, LEADER, ARCHIVIST = "周晓岚", "陆文渊", "顾言之", "范守田", "夏知秋"
UNIT = "桃园县柳林村村民委员会"

# Invented: no place has the code 990101, no bank issues 6200 9901.
NAME, CHILD, ID, PHONE, ACCOUNT = "李建国", "李小雨", "99010119850312103X", "13955501234", "6200990100000000999"
HOME = "青禾市桃园县柳林乡柳林村3组8号"
PLANTED = (NAME, CHILD, ID, PHONE, ACCOUNT, "柳林村3组")
FLOW = """\
name: relief
title: 特殊困难家庭救助
roles: [经办人, 项目单位, 审核人, 负责人]
stages:
  报告:
    phase: 受理
    deadline: 24小时
    form:
      - {name: head, label: 户主姓名, required: true, personal: true}
      - {name: id_no, label: 证件号, required: true, personal: true}
      - {name: home, label: 家庭住址, required: true, personal: true}
      - {name: story, label: 困难情况, type: longtext, required: true}
      - name: members
        label: 家庭成员
        type: table
        columns:
          - {name: name, label: 姓名, required: true, personal: true}
          - {name: age, label: 年龄, type: integer}
    moves:
      - {do: 报告, to: 核实, by: [项目单位, 经办人]}
      - {do: 撤回, to: 已撤回, by: 项目单位, reason: true}
  核实:
    phase: 受理
    deadline: 48小时
    form:
      - {name: verified, label: 核实结果, type: choice, options: [属实, 不属实], required: true}
      - {name: id_no, label: 证件号, personal: true, help: 有误的更正}
    moves:
      - {do: 核实, to: 救助, by: 审核人}
      - {do: 退回, to: 报告, by: 审核人, reason: true}
  救助:
    phase: 救助
    deadline: 3个工作日
    form:
      - {name: account, label: 收款账号, personal: true}
    moves:
      - {do: 拨付, to: 办结, by: 经办人}
  办结: {moves: []}
  已撤回: {moves: []}
"""
FORM = {
    "head": NAME,
    "id_no": ID,
    "home": HOME,
    "story": f"{NAME}患病，女儿{CHILD}上学，电话{PHONE}，账号{ACCOUNT}。",
    "members": [{"name": CHILD, "age": 9}],
}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """An office with one case full of planted data, at 核实, once returned with a reason that names the family."""
    home = an_office(tmp_path_factory.mktemp("privacy") / "office")
    registry.publish("workflow", "relief", {"relief.yaml": FLOW.encode()}, actor=CHIEF, now=NOW)
    code = desk.open_project(
        f"{NAME}家庭救助（{PHONE}）", kind="紧急救助", unit=UNIT, actor=Actor(LEADER), now=NOW, flow="relief"
    ).code
    for action, person, form, reason in (
        ("报告", LEADER, FORM, ""),
        ("退回", CHECKER, {}, f"{NAME}的证件号{ID}要核对"),
        ("报告", LEADER, FORM | {"story": FORM["story"] + "已核对。"}, ""),
    ):
        desk.take(code, action, actor=Actor(person), now=NOW, printer=None, form=form, reason=reason)
    typed(
        "project", "urge", code, "--to", CHECKER, "--how", "电话", "--note", f"催{NAME}的核实，{PHONE}",
        "--as", CLERK, "--home", home, at=NOW,
    )  # fmt: skip
    yield home, code
    registry.close()


READING = [
    ("project", "list"),
    ("project", "show", "CODE"),
    ("project", "explain", "CODE"),
    ("project", "explain", "CODE", "--as", CHECKER),
    ("paper", "list"),
    ("number", "show"),
    ("todo",),
    ("todo", "--as", CHECKER),
    ("person", "list"),
    ("organ", "list"),
    ("calendar", "show", "--year", "2026"),
]


def said(office: tuple[Path, str], *words: str, now: datetime = NOW):
    home, code = office
    return typed(*(word.replace("CODE", code) for word in words), "--home", home, at=now)


@pytest.mark.parametrize("words", READING, ids=" ".join)
@pytest.mark.parametrize("form", [(), ("--json",)], ids=["text", "json"])
def test_no_reading_command_shows_what_was_planted(office, words, form) -> None:
    done = said(office, *words, *form)
    assert done.code == 0, done.err
    shown = (done.out + done.err).replace("\n", "").replace("│", "").replace(" ", "")
    assert [value for value in PLANTED if value in shown] == []


def test_what_is_shown_instead_follows_the_practice_of_notices(office) -> None:
    shown = json.loads(said(office, "project", "show", "CODE", "--json").out)
    assert shown["title"] == "李某某家庭救助（139****1234）"
    values = {row["label"]: row["value"] for row in shown["data"]}
    assert values["户主姓名"] == "李某某"
    assert values["证件号"] == "9901**********103X"
    assert values["家庭住址"] == "青禾市桃园县＊＊＊"
    assert values["困难情况"] == "李某某患病，女儿李某某上学，电话139****1234，账号***************0999。已核对。"
    assert values["家庭成员"] == [{"name": "李某某", "age": 9}]
    assert shown["masked"] is True


@pytest.mark.parametrize(
    "words",
    [
        ("project", "take", "CODE", "核实", "--as", ARCHIVIST, "--set", f"verified={NAME}"),
        ("project", "take", "CODE", "核实", "--as", CHECKER, "--set", f"verified={PHONE}"),
        ("project", "take", "CODE", ID, "--as", CHECKER),
        ("project", "show", ID),
        ("todo", "--as", PHONE),
        ("project", "urge", "CODE", "--to", ID, "--how", "电话", "--as", CLERK),
    ],
    ids=" ".join,
)
def test_no_error_repeats_what_was_planted(office, words) -> None:
    done = said(office, *words)
    assert done.code in (3, 4)
    assert [value for value in PLANTED if value in done.err + done.out] == []


def test_the_journal_never_holds_what_was_planted(office) -> None:
    said(office, "project", "show", "CODE", "--unmask", "--reason", f"核对{NAME}（{ID}）", "--as", CLERK)
    texts = "".join(str(entry) for entry in registry.entries())
    assert [value for value in PLANTED if value in texts] == []


def unmasked(person: str, reason: str = "核对户口") -> privacy.Sight:
    code = registry.cases(workflow="relief")[0].code
    return privacy.unmasked_case(code, actor=Actor(person), reason=reason, now=NOW)


def test_who_answers_for_the_case_may_see_all_of_it_and_it_is_journalled(office) -> None:
    home, code = office
    shown = said(office, "project", "show", "CODE", "--unmask", "--reason", "核对户口", "--as", CLERK, "--json")
    values = {row["label"]: row["value"] for row in json.loads(shown.out)["data"]}
    assert (values["户主姓名"], values["证件号"], values["家庭住址"]) == (NAME, ID, HOME)
    registry.open(home)
    entry = registry.entries(code)[-1]
    assert (entry.act, entry.actor, entry.details["why"]) == ("查看个人信息", CLERK, "核对户口")
    assert entry.details["fields"] == ["head", "home", "id_no", "members", "story"]


def test_a_role_sees_only_the_field_that_its_present_step_is_about(office) -> None:
    sight = unmasked(CHECKER)  # 核实 may correct the number; name and address are no part of it
    assert (sight.open, sight.whole) == (frozenset({"id_no"}), False)
    assert sight.text(f"{NAME}，{ID}") == "李某某，9901**********103X"


@pytest.mark.parametrize(
    ("person", "reason", "error", "fault"),
    [
        (ARCHIVIST, "好奇", Refused, "不能查看.*可以查看的是经办人、负责人、审核人（周晓岚、陆文渊、顾言之）"),
        (LEADER, "想看", Refused, "不能查看"),
        (CLERK, " ", BadInput, "写明理由"),
        ("无此人", "核对", BadInput, "没有登记"),
    ],
)
def test_nobody_else_sees_it_and_a_refusal_leaves_no_trace_of_a_look(office, person, reason, error, fault) -> None:
    count = len(registry.entries())
    with pytest.raises(error, match=fault):
        unmasked(person, reason)
    assert len(registry.entries()) == count


def test_unmasking_needs_a_name(office) -> None:
    done = said(office, "project", "show", "CODE", "--unmask", "--reason", "核对户口")
    assert (done.code, "--as" in done.err) == (3, True)


def test_a_deadline_in_hours_runs_from_the_minute_in_the_office_s_time(office) -> None:
    [row] = json.loads(said(office, "todo", "--json", now=NOW + timedelta(hours=50)).out)
    assert (row["due"], row["left"], row["state"]) == ("2026-03-04 10:00", "逾期 2 小时", "逾期")
