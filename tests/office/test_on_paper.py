"""代录: what is signed by hand on the printed sheet is its signer's, recorded by the clerk, its scan filed with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest

from gongwen import archiving, printing, registry
from gongwen.errors import BadInput, Refused
from gongwen.office import desk
from gongwen.office.paperwork import opinions
from gongwen.office.people import Actor
from gongwen.office.receiving import uploads
from gongwen.office.records import casefile, completeness, journal
from gongwen.office.ruling import on_paper
from gongwen.office.watching import case_page
from kit.office import an_office, play, story
from kit.photos import photo_of
from kit.quick import blank_page, quick

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
CLERK, CHECKER, CHIEF = Actor("周晓岚", "网页"), Actor("顾言之", "网页"), "陆文渊"
FOR_CHIEF = on_paper.recording(CLERK, CHIEF)
LETTER = {
    "recipient": "青禾市教育局", "subject": "协助落实秋季学期资助", "background": "为做好助学工作。",
    "requests": ["核对困难学生名册"],
}  # fmt: skip
SAID = {"issue_opinion": "同意印发。", "issued_on": date(2026, 3, 2)}


@pytest.fixture
def flow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A letter that waits for the head's signature."""
    an_office(tmp_path / "office")
    press = quick(monkeypatch)
    flow = desk.open_paper("商请函", LETTER, actor=CLERK, now=NOW).flow or ""
    desk.take(flow, "送核", actor=CLERK, now=NOW, printer=press)
    desk.take(flow, "核稿通过", actor=CHECKER, now=NOW, printer=press, form={"check_opinion": "同意。"})
    yield flow
    registry.close()


def scan() -> str:
    return uploads.keep("签批.pdf", blank_page())


def sign(flow: str, actor: Actor = FOR_CHIEF, **form: Any) -> registry.Receipt:
    given = {**SAID, "signed_sheet": scan(), **form}
    return desk.take(flow, "签发", actor=actor, now=NOW, printer=None, form=given, key="一次")


def test_the_opinion_is_the_signers_and_the_act_the_clerks(flow: str) -> None:
    receipt = sign(flow)
    assert (receipt.case.stage, receipt.event.actor, receipt.event.for_whom) == ("复核", "周晓岚", CHIEF)
    (paper,) = registry.papers(flow=flow)
    opinion = registry.opinions(paper.id)[-1]
    assert (opinion.person, opinion.kind, opinion.text, opinion.role) == (CHIEF, "签发", "同意印发。", "签发人")
    assert "签发有效" in opinions.words(paper)
    course = case_page.show(flow, actor=CLERK, now=NOW)["course"]
    assert course[0]["who"] == "陆文渊（纸面签批，周晓岚代录）"
    assert registry.entries()[-1].actor == "周晓岚"
    assert journal.state()["faults"] == []


def test_the_scan_is_filed_once_among_the_cases_papers(flow: str) -> None:
    first = sign(flow)
    assert sign(flow) == first or sign(flow).repeated
    (sheet,) = on_paper.of_flow(flow)
    assert (sheet.kind, sheet.filed, registry.get(sheet.latest.pdf_sha)) == ("签批件", True, blank_page())
    shown = case_page.show(flow, actor=CLERK, now=NOW)["papers"]
    assert [(row["id"], row["template"]) for row in shown] == [(sheet.id, "签批件")]


def test_a_photograph_of_the_sheet_is_brought_onto_a_page(flow: str) -> None:
    taken = uploads.keep("签批.jpg", photo_of(printing.pictures(blank_page(), 150)[0]))
    sign(flow, signed_sheet=taken)
    (sheet,) = on_paper.of_flow(flow)
    assert registry.get(sheet.latest.pdf_sha).startswith(b"%PDF-")


def test_several_photographs_are_one_sheet_in_the_order_of_their_names(flow: str) -> None:
    page = printing.pictures(blank_page(), 100)[0]
    names = ("签批10.jpg", "签批9.jpg", "签批1.jpg")
    taken = [uploads.keep(name, photo_of(page, taken=f"2026:03:02 09:0{n}:00")) for n, name in enumerate(names)]
    receipt = sign(flow, signed_sheet=taken)
    assert receipt.event.form["signed_sheet"] == taken[::-1], "every original is kept, in the order of the sheet"
    (sheet,) = on_paper.of_flow(flow)
    assert archiving.count_pages(registry.get(sheet.latest.pdf_sha)) == 3
    with pytest.raises(BadInput, match="扫描后附上"):
        sign(flow, signed_sheet=[])


def test_without_a_scan_or_by_somebody_else_nothing_is_recorded(flow: str) -> None:
    with pytest.raises(BadInput, match="请把陆文渊签过字的那一份扫描后附上"):
        sign(flow, signed_sheet="")
    with pytest.raises(Refused, match="不能代录陆文渊在纸上的签批，须由经办人或负责人办理"):
        sign(flow, on_paper.recording(Actor("石磊"), CHIEF))
    with pytest.raises(Refused, match="签发"):
        sign(flow, on_paper.recording(CLERK, "夏知秋"))
    assert registry.case(flow).stage == "签发" and on_paper.of_flow(flow) == ()


def test_a_deputy_who_signs_by_hand_signs_for_themselves_alone(flow: str) -> None:
    """Whom a deputy stood in for is not to be read off a sheet: such an act is the deputy's own, on screen."""
    day = NOW.date()
    registry.delegate(CHIEF, "顾言之", ["签发人"], starts=day, ends=day, actor=CHIEF, now=NOW)
    assert on_paper.signers(flow, "签发", actor=CLERK, now=NOW) == (CHIEF,)
    with pytest.raises(Refused):
        sign(flow, on_paper.recording(CLERK, "顾言之"))


def test_it_is_offered_to_a_keeper_for_what_is_anothers_to_decide(flow: str) -> None:
    offered = lambda action, actor: on_paper.offered(flow, action, actor=actor, now=NOW)  # noqa: E731
    assert offered("签发", CLERK) and offered("退回", CLERK)
    assert not offered("撤回", CLERK), "the clerk's own"
    assert not offered("签发", Actor("石磊")) and not offered("签发", Actor(CHIEF))


def test_what_is_done_and_not_decided_is_signed_on_no_sheet(flow: str) -> None:
    sign(flow)
    desk.take(flow, "复核通过", actor=CHECKER, now=NOW, printer=None, form={"review_opinion": "可以编号。"})
    offers = [on_paper.offered(flow, action, actor=CLERK, now=NOW) for action in ("编号", "退回")]
    assert offers == [False, False] and on_paper.signers(flow, "编号", actor=CLERK, now=NOW) == ()


def test_a_returned_paper_is_returned_by_its_signer(flow: str) -> None:
    form = {"signed_sheet": scan()}
    given = {"reason": "依据写全。", "to": "起草", "form": form}
    desk.take(flow, "退回", actor=FOR_CHIEF, now=NOW + timedelta(hours=1), printer=None, **given)
    (paper,) = registry.papers(flow=flow)
    assert (registry.opinions(paper.id)[-1].person, registry.case(flow).stage) == (CHIEF, "起草")


def test_the_scans_lie_in_the_bundle_each_under_its_own_name(flow: str) -> None:
    sign(flow)
    (paper,) = registry.papers(flow=flow)
    parts = tuple(casefile._signed(paper))
    assert [(part.role, part.pdf) for part in parts] == [("文件处理单", blank_page())]
    item = casefile.archiving.Item(1, "立项", "函", blank_page(), parts=(*parts, *parts))
    names = [name for name, _ in casefile._files([item])]
    assert names == ["001-函/正本.pdf", "001-函/文件处理单.pdf", "001-函/文件处理单2.pdf"]


def test_a_countersigners_sheet_is_recorded_for_those_who_still_owe_theirs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    an_office(tmp_path / "office")
    press = quick(monkeypatch)
    flow = desk.open_paper("领导小组成立通知", story("00")[0].said["paper"]["fields"], actor=CLERK, now=NOW).flow or ""
    desk.take(flow, "送核", actor=CLERK, now=NOW, printer=press)
    desk.take(flow, "送会签", actor=CHECKER, now=NOW, printer=press, form={"check_opinion": "送会签。"})
    for signer in ("白若溪", "钱立诚"):
        assert signer in on_paper.signers(flow, "会签", actor=CLERK, now=NOW)
        said = {"countersign_opinion": "同意。", "signed_sheet": scan()}
        desk.take(flow, "会签", actor=on_paper.recording(CLERK, signer), now=NOW, printer=None, form=said)
        assert signer not in on_paper.signers(flow, "会签", actor=CLERK, now=NOW)
    board = case_page.show(flow, actor=CLERK, now=NOW)["board"]
    first, second = on_paper.of_flow(flow)
    told = {row["party"]: (row["people"], row.get("sheet")) for row in board["rows"] if row["on"]}
    assert told == {
        "中共青禾市委宣传部": (["白若溪（纸面签批，周晓岚代录）"], first.id),
        "青禾市财政局": (["钱立诚（纸面签批，周晓岚代录）"], second.id),
    }
    (paper,) = registry.papers(flow=flow)
    assert [(one.person, one.organ) for one in registry.opinions(paper.id)[-2:]] == [
        ("白若溪", "中共青禾市委宣传部"), ("钱立诚", "青禾市财政局"),
    ]  # fmt: skip
    assert len(on_paper.of_flow(flow)) == 2 and journal.state()["faults"] == []
    registry.close()


def test_a_projects_own_sheet_is_a_paper_of_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    an_office(tmp_path / "office")
    press = quick(monkeypatch)
    play(list(takewhile(lambda act: act.said.get("do") != "审核通过", story("01"))), press)
    (project,) = registry.cases(workflow="project")
    assert project.stage == "审核" and on_paper.offered(project.code, "审核通过", actor=CLERK, now=NOW)
    form = {"review_opinion": "同意报批。", "signed_sheet": scan()}
    recording = on_paper.recording(CLERK, "顾言之")
    desk.take(project.code, "审核通过", actor=recording, now=NOW, printer=None, form=form)
    found = [item for item in casefile._items(registry.case(project.code)) if item.kind == "签批件"]
    assert [(item.phase, item.issuer, item.docx) for item in found] == [
        ("立项", registry.profile()["office"]["name"], None)
    ]
    lines = completeness.check(project.code, now=NOW).lines
    assert [line.since for line in lines if line.template == "签批件"] == ["2026-03-02 审核通过"]
    registry.close()
