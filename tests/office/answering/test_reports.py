"""Reports and answers with photographs: sent at any time or when asked for, filed, seen by whoever acts next."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from gongwen import archiving, registry
from gongwen.errors import BadInput
from gongwen.office import desk
from gongwen.office.answering import asked, prefilling, story
from gongwen.office.matters import evidence
from gongwen.office.people import Actor
from gongwen.office.procedures import forms
from gongwen.office.ruling import move_form
from gongwen.office.staffing import privacy
from kit.photos import a_photo, a_sheet
from kit.quick import blank_page, quick
from kit.signing import CLERK, OWNER, at_decided, at_rectifying, at_signing

NOW = datetime(2026, 7, 20, 2, 30, tzinfo=UTC)
UNIT = Actor("姚佳宁", "网页")
TAKEN = "2026:07:18 09:30:00"
REPORT: dict[str, Any] = {
    "progress_on": "2026-05-15", "progress_done": "两个班次24人结业。", "progress_households": 24,
    "progress_spent": "48000",
}  # fmt: skip


def a_picture(word: str, *, taken: str = TAKEN) -> bytes:
    return a_photo(a_sheet(str(ord(word[0])), size=(800, 600)), place=True, taken=taken)


def kept(*words: str) -> list[str]:
    return [evidence.keep(f"{word}.jpg", a_picture(word)) for word in words]


@pytest.fixture
def signed(tmp_path: Path) -> str:
    """A project whose contract is signed: it may report its progress."""
    code = at_signing(tmp_path / "office").code
    scan = registry.put(blank_page(), "签署件.pdf", "application/pdf").sha
    desk.take(
        code, "签订", actor=CLERK, now=datetime(2026, 4, 9, tzinfo=UTC), printer=None,
        form={"signed_on": "2026-04-08", "signed_scan": scan},
    )  # fmt: skip
    desk.carry_on(code, now=NOW, printer=None)  # type: ignore[arg-type]
    return code


@pytest.fixture
def rectifying(tmp_path: Path) -> str:
    return at_rectifying(tmp_path / "office").code


def report(code: str, press: Any, **changes: Any) -> registry.Receipt:
    form = {**REPORT, **changes}
    return desk.take(code, "报送进展", actor=OWNER, now=NOW, printer=press, form=form)


def test_progress_may_be_reported_at_any_time_and_is_no_duty(signed):
    page = asked.of(OWNER, NOW)

    assert [(card.what, card.due) for card in page.may] == [("报送进展", "")]
    assert [card.kind for card in page.cards] == []
    assert [row.what for row in page.waiting] == ["等高望舒、周晓岚办理「通知检查」"]


def test_each_report_is_a_paper_of_its_own_and_moves_nothing(signed, monkeypatch):
    press = quick(monkeypatch)
    report(signed, press, progress_photos=kept("培训", "岗位", "物资"))
    report(signed, press, progress_on="2026-06-15", progress_households=30)

    made = [paper for paper in registry.papers(case=signed) if paper.template in ("项目进展报告", "照片")]
    assert registry.case(signed).stage == "检查通知"
    assert [paper.template for paper in made] == ["项目进展报告", "照片", "项目进展报告"]
    assert made[1].title == "青溪镇困难家庭就业增收帮扶项目现场照片"
    assert archiving.count_pages(registry.get(made[1].latest.pdf_sha)) == 2
    assert b"Exif" not in registry.get(made[1].latest.pdf_sha)


def test_the_same_report_sent_twice_is_one(signed, monkeypatch):
    press = quick(monkeypatch)

    assert report(signed, press).event == report(signed, press).event


def test_what_was_reported_before_need_not_be_typed_again(signed, monkeypatch):
    report(signed, quick(monkeypatch))

    offered = prefilling.values(move_form.ask(signed, "报送进展", actor=OWNER, now=NOW))

    assert (offered["progress_households"], offered["progress_done"]) == (24, "两个班次24人结业。")


@pytest.mark.parametrize(
    ("photos", "fault"),
    [
        (["0" * 64], "文件库没有登记"),
        (["not a hash"], "文件库没有登记"),
        ("scan", "不是照片，请交 JPG 或 PNG"),
        ("many", "最多 1 张照片，现有 2 张"),
    ],
)
def test_what_is_no_photograph_is_told_before_anything_is_recorded(signed, monkeypatch, photos, fault):
    monkeypatch.setattr(evidence, "MOST", 1)
    given = {
        "scan": lambda: [registry.put(blank_page(), "扫描.pdf", "application/pdf").sha],
        "many": lambda: kept("一", "二"),
    }.get(str(photos), lambda: photos)()

    with pytest.raises(BadInput, match=fault):
        report(signed, None, progress_photos=given)
    assert registry.events(signed)[-1].action == "签订"


def test_an_upload_that_cannot_be_read_is_not_kept(signed):
    for name, data in (
        ("a.pdf", blank_page()),
        ("b.jpg", b"\xff\xd8\xff nothing"),
        ("c.jpg", a_photo(a_sheet(size=(90, 90)))),
    ):
        with pytest.raises(BadInput):
            evidence.keep(name, data)


def test_the_command_line_names_photographs_beside_its_form(signed, tmp_path, monkeypatch):
    for word in "一二":
        (tmp_path / f"{word}.jpg").write_bytes(a_picture(word))
    (tmp_path / "报告.yaml").write_text("progress_photos: [一.jpg, 二.jpg]\n", "utf-8")
    form = forms.read(tmp_path / "报告.yaml", [])

    made = report(signed, quick(monkeypatch), **form)

    kinds = [registry.file(sha).media_type for sha in made.event.form["progress_photos"]]
    assert kinds == ["image/jpeg", "image/jpeg"]
    with pytest.raises(BadInput, match=r"找不到要交的文件"):
        report(signed, None, progress_photos=[tmp_path / "没有.jpg"])


@pytest.mark.slow
def test_a_notice_to_rectify_says_what_and_by_when(rectifying):
    card = asked.of(UNIT, NOW).cards[0]
    page = story.show(rectifying, actor=UNIT, now=NOW)

    assert (card.what, card.how) == ("报送整改", "填写整改情况")
    assert (card.due, card.left) == ("2026-07-24", "还有 4 个工作日")  # the notice's day, not the stage's later one
    assert page["word"]["action"] == "责令整改"
    told = {line["label"]: line for line in page["word"]["lines"]}
    parts = [label for item in told["问题清单"]["rows"] for label, _ in item.parts]
    assert told["整改期限"]["text"] and "整改措施" in parts
    assert "整改通知书" in [paper["template"] for paper in page["papers"]]


@pytest.mark.slow
def test_the_answer_comes_with_photographs_that_the_inspector_sees(rectifying, monkeypatch):
    form = {"rectification_report": "已经逐户回访补记。", "rectification_photos": kept("回访", "公示栏")}

    desk.take(rectifying, "报送整改", actor=UNIT, now=NOW, printer=quick(monkeypatch), form=form)

    album = next(paper for paper in registry.papers(case=rectifying) if paper.template == "照片")
    assert registry.case(rectifying).stage == "复查"
    assert album.filed and album.title.endswith("整改照片")
    for person, may in (("高望舒", True), ("周晓岚", True), ("姚佳宁", True), ("许明辉", False), ("温如玉", False)):
        assert (privacy.why_closed(album, Actor(person), NOW) == "") is may, person
    assert "照片" in [paper["template"] for paper in story.show(rectifying, actor=UNIT, now=NOW)["papers"]]


@pytest.mark.slow
def test_an_answer_without_photographs_files_none(rectifying, monkeypatch):
    form = {"rectification_report": "已经改好。"}

    desk.take(rectifying, "报送整改", actor=UNIT, now=NOW, printer=quick(monkeypatch), form=form)

    assert "照片" not in [paper.template for paper in registry.papers(case=rectifying)]
    assert registry.jobs(rectifying, open_only=True) == ()


@pytest.mark.slow
def test_a_decision_shows_its_reasons_and_what_can_be_done_about_it(tmp_path):
    code = at_decided(tmp_path / "office").code
    page = story.show(code, actor=Actor(_owner_of(code)), now=datetime(2026, 11, 10, tzinfo=UTC))

    assert page["score"]["grade"] == "不合格" and page["score"]["lines"]
    assert float(page["score"]["total"]) < 60
    decision = page["decisions"][0]
    assert decision["template"] == "处理决定"
    assert "15日内向青禾市困难家庭帮扶工作领导小组申请复核" in decision["appeal"]


def _owner_of(code: str) -> str:
    unit = registry.case(code).unit
    held = registry.appointments(datetime(2026, 11, 10).date())
    return next(row.person for row in held if row.organ == unit and "项目单位" in row.roles)


@pytest.mark.slow
def test_a_score_is_not_shown_before_it_is_public(tmp_path):
    code = at_decided(tmp_path / "office").code
    case = registry.case(code)
    hidden = {name: value for name, value in case.data.items() if name != "publicised_from"}

    assert story._score(case)
    assert story._score(_with(case, hidden)) is None


def _with(case: registry.CaseRow, data: dict[str, Any]) -> registry.CaseRow:
    from dataclasses import replace

    return replace(case, data=data)
