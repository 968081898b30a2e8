"""会签 and 分发 over all papers: who owes what, since when, and reminders for a selection at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongwen import registry
from gongwen.errors import BadInput, Refused
from gongwen.office.paperwork import dispatch, number_ahead, numbers
from gongwen.office.people import Actor
from gongwen.office.watching import boards
from gongwen.office.watching.paging import Part
from kit.joint import FINANCE, NOW, TEACHING, joint_office, sent, sign
from kit.paper_course import CLERK, DRAFTER, course_after
from kit.quick import QuickPress, quick

TO_DISPATCH = ("送核", "送会签", "会签", "会签", "签发", "复核通过", "编号", "印制", "用印")


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> QuickPress:
    return quick(monkeypatch)


def test_the_board_holds_every_case_that_parties_owe(tmp_path: Path):
    joint_office(tmp_path / "office")
    first, second = sent(FINANCE, TEACHING), sent(FINANCE)
    sign(first, "甄财")
    rows = {row["code"]: row for row in boards.countersigning(NOW).rows}
    assert [row["party"] for row in rows[first]["waiting"]] == [TEACHING]
    assert [row["party"] for row in rows[second]["waiting"]] == [FINANCE]
    page = boards.countersigning(NOW, Part(2, size=1))
    assert (len(page.rows), page.total, page.count) == (1, 2, 2)
    sign(second, "甄财")
    assert [row["code"] for row in boards.countersigning(NOW).rows] == [first]


def test_a_selection_is_reminded_at_once_and_told_who_could_not_be(tmp_path: Path):
    joint_office(tmp_path / "office")
    code = sent(FINANCE, TEACHING)
    chosen = [f"{code}|{FINANCE}", f"{code}|{FINANCE}", f"{code}|青禾市卫生健康委员会"]
    done, refused = boards.urge_each(chosen, "电话", "", actor=Actor(DRAFTER), now=NOW)
    assert done == [f"{FINANCE}（{code}，已催 1 次，最近 4 月 1 日）"]
    assert len(refused) == 1 and "不在「青禾市卫生健康委员会」手里" in refused[0]
    assert boards.countersigning(NOW).rows[0]["waiting"][0]["urged"] == "已催 1 次，最近 4 月 1 日"
    with pytest.raises(BadInput, match="没有选要催办的单位"):
        boards.urge_each([], "电话", "", actor=Actor(DRAFTER), now=NOW)
    with pytest.raises(BadInput, match="一次最多登记催办100个，现选了101个"):
        boards.urge_each([f"{code}|{n}" for n in range(101)], "电话", "", actor=Actor(DRAFTER), now=NOW)


def test_a_paper_out_for_receipts_is_counted_by_state(tmp_path: Path, press: QuickPress):
    course = course_after(tmp_path / "office", press, 1, "送核", "核稿通过", "签发", "复核通过", "编号", "印制", "用印")
    names = [row["name"] for row in boards.recipients(course.flow, course.at)]
    dispatch.send(course.flow, names[:2], how="机要交换", actor=Actor(CLERK), now=course.at)
    dispatch.receive(course.flow, names[0], by="收发室", actor=Actor(CLERK), now=course.at)
    row = boards.dispatching(course.at).rows[0]
    assert (row["code"], row["all"], row["number"]) == (course.flow, len(names), str(course.paper.reference))
    assert row["counts"] == {"待分发": len(names) - 2, "待签收": 1, "逾期未签收": 0, "已签收": 1, "已说明": 0}
    states = {one["name"]: one["state"] for one in boards.recipients(course.flow, course.at)}
    assert [states[name] for name in names[:3]] == ["已签收", "待签收", "待分发"]


def test_the_number_to_be_taken_stands_beside_its_neighbours(tmp_path: Path, press: QuickPress):
    course = course_after(tmp_path / "office", press, 1, "送核", "核稿通过", "签发", "复核通过")
    given = {"actor": Actor(CLERK), "now": course.at}
    kept = numbers.reserve("青帮办", 2026, "年终通报", **given)
    code = registry.organ("青禾市困难家庭帮扶工作领导小组办公室").codes["文件"]
    ahead = number_ahead.of(course.flow)
    assert ahead and ahead.why == number_ahead.NEXT
    series = {(row["code"], row["year"]): row["last"] for row in number_ahead.series()}
    assert ahead.reference.serial == series.get((ahead.reference.code, 2026), 0) + 1
    numbers.reserve(ahead.reference.code, 2026, "另一公文", **given)
    later = number_ahead.of(course.flow)
    assert later and later.reference.serial == ahead.reference.serial + 1
    assert [row["title"] for row in later.reserved][-1] == "另一公文" and later.before[-1]["title"] == "另一公文"
    course.take("编号")
    taken = number_ahead.of(course.flow)
    assert taken and (taken.reference, taken.why) == (course.paper.reference, number_ahead.TAKEN)
    assert kept.reference.code == code


def test_a_number_kept_for_the_paper_is_told_as_its_own(tmp_path: Path, press: QuickPress):
    course = course_after(tmp_path / "office", press, 1, "送核", "核稿通过", "签发", "复核通过")
    code = number_ahead.of(course.flow).reference.code
    kept = numbers.reserve(code, 2026, "成立通知", flow=course.flow, actor=Actor(CLERK), now=course.at)
    ahead = number_ahead.of(course.flow)
    assert ahead and (ahead.reference, ahead.why) == (kept.reference, number_ahead.KEPT)


def test_before_the_signature_no_number_is_foretold(tmp_path: Path, press: QuickPress):
    course = course_after(tmp_path / "office", press, 1, "送核")
    assert number_ahead.of(course.flow) is None
    with pytest.raises(Refused):
        numbers.reserve("青帮办", 2026, "甲", actor=Actor("温如玉"), now=course.at)
