"""起稿: at a template, or at last year's paper, without its days and numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from gongwen import registry
from gongwen.document.findings import Finding
from gongwen.errors import BadInput, Refused
from gongwen.office import desk
from gongwen.office.composing import previewing, redrafting, sheet, starting
from gongwen.office.people import Actor
from kit.office import an_office, story

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
LATER = datetime(2027, 3, 2, 1, tzinfo=UTC)
DRAFTER = Actor("周晓岚")
KEY = "0123456789ab"
FINDING = Finding(rule="a", clause="", strength="规定", severity="warning", message="请核对。")
LETTER = {
    "recipient": "青禾市教育局", "subject": "协助落实2026年秋季学期资助",
    "background": "依照青民发〔2026〕3号文件开展。",
    "requests": ["2026年8月底前核对名册"], "reply_by": "2026-07-10",
}  # fmt: skip


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Path]:
    yield an_office(tmp_path / "office")
    registry.close()


def test_every_template_of_a_paper_says_what_it_gives_and_needs(office: Path) -> None:
    cards = {one.name: one for one in starting.cards(NOW.date())}
    letter = cards["商请函"]
    assert (letter.kind, letter.layout, letter.joint) == ("函", "信函", False)
    assert "联系人" in letter.gives and letter.needs == ("主送机关", "商请的事项", "缘由", "请对方办的事")
    assert cards["领导小组成立通知"].joint and "项目合同书" not in cards


def test_a_sheet_begun_at_a_template_holds_what_the_office_knows(office: Path) -> None:
    begun = starting.begin("商请函", KEY, actor=DRAFTER, now=NOW)
    assert begun.values["office"].endswith("办公室") and begun.values["head_issuers"]
    assert starting.begin("商请函", KEY, actor=DRAFTER, now=NOW) == begun
    [row] = starting.unsent(DRAFTER)
    assert (row.key, row.template, row.by) == (KEY, "商请函", "周晓岚")


def test_a_form_is_drafted_by_its_project_alone_and_only_drafters_begin(office: Path) -> None:
    with pytest.raises(BadInput, match="由项目的办理环节起草"):
        starting.begin("项目合同书", KEY, actor=DRAFTER, now=NOW)
    with pytest.raises(Refused, match="拟稿由拟稿人办理"):
        starting.begin("商请函", KEY, actor=Actor("顾言之"), now=NOW)
    with pytest.raises(BadInput, match="地址不对"):
        starting.begin("商请函", "../x", actor=DRAFTER, now=NOW)


def test_last_years_paper_comes_without_its_days_and_with_its_years_moved(office: Path) -> None:
    old = desk.open_paper("商请函", LETTER, actor=DRAFTER, now=NOW)
    begun, told = starting.begin_from(old.flow or "", KEY, actor=DRAFTER, now=LATER)
    assert begun.values["subject"] == "协助落实2027年秋季学期资助"
    assert begun.values["requests"] == ["2027年8月底前核对名册"]
    assert begun.values["background"] == "依照青民发〔2026〕3号文件开展。"
    assert begun.values["reply_by"] is None and begun.values["recipient"] == "青禾市教育局"
    assert told[1:] == (
        "日期、文号和项目的情况没有带入：答复期限。",
        "文字里的年份往后移了1年：商请的事项、请对方办的事。",
        "文字里引用了文号，请核对是否仍然适用：缘由。",
    )
    made = redrafting.open_new(KEY, begun.values, actor=DRAFTER, now=LATER)
    assert made.title.endswith("关于商请协助落实2027年秋季学期资助的函") and made.flow != old.flow


def test_rosters_come_as_they_are_now_and_organs_that_are_gone_stay_away(office: Path) -> None:
    fields = story("00")[0].said["paper"]["fields"]
    old = desk.open_paper("领导小组成立通知", fields, actor=DRAFTER, now=NOW)
    gone = registry.organ("青禾市财政局")
    registry.change_organ(gone.name, ends=date(2026, 12, 31), actor="办公室", now=NOW)
    begun, told = starting.begin_from(old.flow or "", KEY, actor=DRAFTER, now=LATER)
    assert "青禾市财政局" not in begun.values["head_issuers"] and len(begun.values["head_issuers"]) == 9
    assert "已经不能发文的机关没有带入：青禾市财政局。" in told
    assert begun.values["members"]


def test_earlier_papers_are_found_by_template_and_words(office: Path) -> None:
    old = desk.open_paper("商请函", LETTER, actor=DRAFTER, now=NOW)
    assert [one.flow for one in starting.earlier(words="秋季 资助")] == [old.flow]
    assert starting.earlier(template="复函") == ()
    assert starting.earlier(words="没有这样的") == ()
    assert sheet.of_paper(old.flow or "").paper == old


def test_last_years_joint_paper_is_seen_as_a_page_before_its_days_are_filled_in(office: Path) -> None:
    old = desk.open_paper("领导小组成立通知", story("00")[0].said["paper"]["fields"], actor=DRAFTER, now=NOW)
    begun, _ = starting.begin_from(old.flow or "", KEY, actor=DRAFTER, now=LATER)
    whole, missing = previewing.stood_in(begun, begun.values)
    begun.template.check(begun.apart(whole)[0])
    (tasks,) = (one for one in missing if one.label == "近期任务")
    told = previewing.unfilled(tasks, begun.values)
    assert (told.field, told.line, told.column) == ("tasks", 0, "due")
    assert "「近期任务」第1行的「完成时限」没有填（共" in told.finding.message


def test_a_finding_on_a_table_speaks_of_the_cell_that_holds_it(office: Path) -> None:
    begun = starting.begin("领导小组成立通知", KEY, actor=DRAFTER, now=NOW)
    (members,) = (one for one in begun.body if one.name == "members")
    rows = {
        "members": [{"post": "组长", "name": "方致远"}, {"post": "成员", "name": "康瑞", "title": "市医保局副局长"}]
    }
    about = lambda found: replace(FINDING, found=found)  # noqa: E731
    assert previewing.column_of(members, rows, 1, about("市医保局")) == "title"
    assert previewing.column_of(members, rows, 1, about("康瑞")) == "name"
    assert (
        previewing.column_of(members, rows, 1, about("")) == previewing.column_of(members, rows, 9, about("康瑞")) == ""
    )


def test_every_template_can_be_seen_as_a_page_with_nothing_filled_in_or_a_line_begun(office: Path) -> None:
    for number, card in enumerate(starting.cards(NOW.date())):
        begun = starting.begin(card.name, f"{number:08x}", actor=DRAFTER, now=NOW)
        lines = {one.name: [{}] for one in begun.body if one.type == "table"}
        for values in (begun.values, {**begun.values, **lines}):
            whole, _ = previewing.stood_in(begun, values)
            begun.template.check(begun.apart(whole)[0])
