"""评分 on screen: one's own sheet with its evidence, 回避, the panel after it, marks far apart, the score made."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from PIL import Image

from gongwen import printing, registry
from gongwen.errors import Refused
from gongwen.office.people import Actor
from gongwen.office.reviewing import panel
from gongwen.office.staffing import privacy
from kit.office import an_office, play, story
from kit.quick import QuickPress, quick
from kit.web import client_for, text_of

CODE = "QHBF-2026-001"
ASSESSORS = ("温如玉", "杜衡", "简宁")
CODES = ("a1", "a2", "b1", "b2", "b3", "c1", "c2", "d1", "d2", "e1")


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> QuickPress:
    return quick(monkeypatch)


@cache
def _kept() -> Path:
    return Path(tempfile.mkdtemp(prefix="gongwen-scored-"))


@pytest.fixture
def office(tmp_path: Path, press: QuickPress) -> Iterator[str]:
    """A project that is to be scored; played once a run, then copied."""
    home = _kept() / "office"
    if not home.exists():
        an_office(home)
        play(story("01"), press, until=lambda act: act.said.get("do") == "提交评分")
        registry.close()
    shutil.copytree(home, tmp_path / "office")
    registry.open(tmp_path / "office")
    yield f"/review/{CODE}/score/"
    registry.close()


def marks(value: int = 90, **other: Any) -> dict[str, str]:
    return {f"mark-{code}": str(other.get(code, value)) for code in CODES}


def handed(person: str, address: str, **given: Any) -> Any:
    return client_for(person).post(address, marks(**given), follow=True)


def test_the_evidence_of_every_line_stands_beside_it_and_what_is_missing_is_told(office: str) -> None:
    told = text_of(client_for("温如玉").get(office))
    for part in (
        "对象认定准确",
        "权重 8 分",
        "立项申报书",
        "入户核实记录 案卷里没有",
        "检查情况",
        "符合 技能培训",
        "数量 36",
    ):
        assert part in told, part


def test_the_list_leads_to_the_sheet(office: str) -> None:
    page = client_for("温如玉").get("/review/")
    assert office in page.content.decode() and "请您评分" in text_of(page)


def test_what_is_typed_is_kept_and_the_sum_reckoned_by_the_office(office: str) -> None:
    client = client_for("温如玉")
    kept = client.post(f"{office}keep/", {"revision": "0", "mark-a1": "９０", "mark-a2": "85.5"})
    assert kept.json()["revision"] == 1
    page = client.get(office)
    assert 'value="85.5"' in page.content.decode() and "得 7.20 分" in text_of(page)
    stale = client.post(f"{office}keep/", {"revision": "0", "mark-a1": "10"})
    assert stale.status_code == 409 and "温如玉" in stale.json()["told"][0]


def test_marks_missing_or_out_of_bounds_are_told_line_by_line(office: str) -> None:
    page = client_for("温如玉").post(office, marks(a1=101, b1="九十", c1=""))
    told = text_of(page)
    assert page.status_code == 422
    for part in ("「对象认定准确」的打分「101」不对", "「进度按期」的打分「九十」不对", "「专款专用」没有打分"):
        assert part in told, part
    assert 'value="101"' in page.content.decode()


def test_nobody_sees_another_s_marks_before_their_own_are_in(office: str) -> None:
    handed("温如玉", office, value=77)
    client = client_for("杜衡")
    told = text_of(client.get(office))
    assert "温如玉" in told and "已交" in told and "77" not in told
    assert "您的评分表还没有交，交了才能看别人的打分" in told
    assert client.post(f"{office}submit/", {"key": "k"}).status_code == 403
    assert client.post(f"{office}remark/", {"text": "早说"}).status_code == 403


def test_a_sheet_handed_in_is_not_changed_any_more(office: str) -> None:
    handed("温如玉", office)
    again = client_for("温如玉").post(office, marks(10))
    assert again.status_code == 403 and "已经交过评分表" in text_of(again)
    assert client_for("温如玉").post(f"{office}keep/", {"revision": "0", "mark-a1": "1"}).status_code == 409
    twice = client_for("温如玉").post(office, marks(90), follow=True)
    assert twice.status_code == 200 and len(registry.sheets_of(CODE, _round())) == 1


def test_stepping_back_takes_a_reason(office: str) -> None:
    client = client_for("简宁")
    without = client.post(office, {"recused": "是"})
    assert without.status_code == 422 and "回避要写明理由" in text_of(without)
    done = text_of(client.post(office, {"recused": "是", "why": "亲属在项目单位任职"}, follow=True))
    assert "回避" in done and "亲属在项目单位任职" in done


def test_marks_far_apart_want_a_word_before_the_score_is_made(office: str) -> None:
    handed("温如玉", office)
    handed("杜衡", office, a1=60)
    assert "还等简宁交评分表" in text_of(client_for("杜衡").get(office))
    told = text_of(handed("简宁", office))
    assert "「对象认定准确」打分相差 30 分" in told and "请先由打分的人说明理由" in told
    client = client_for("杜衡")
    assert client.post(f"{office}submit/", {"key": "k"}).status_code == 403
    assert "杜衡说明：入户两户，一户不符。" in text_of(
        client.post(f"{office}remark/", {"text": "入户两户，一户不符。"}, follow=True)
    )
    after = client.post(f"{office}submit/", {"key": "k"}, follow=True)
    assert "现在「评分复核」" in text_of(after)
    assert "没有重复办理" in text_of(client.post(f"{office}submit/", {"key": "k"}, follow=True))
    assert [row["assessor"] for row in registry.case(CODE).data["sheets"]] == list(ASSESSORS)
    assert client.get(office).status_code == 403


def test_scored_again_one_begins_with_what_one_had(office: str) -> None:
    for person in ASSESSORS:
        handed(person, office, value=88)
    client_for("温如玉").post(f"{office}submit/", {"key": "k"})
    client = client_for("周晓岚")
    client.post(f"/review/{CODE}/do/退回重评/", {"key": "r", "-reason": "有一项漏看了材料。"})
    assert registry.case(CODE).stage == "评分"
    page = client_for("杜衡").get(office)
    assert page.content.decode().count('value="88"') == len(CODES)
    assert "已交" not in text_of(page)


def test_whoever_does_not_score_has_no_sheet(office: str) -> None:
    page = client_for("顾言之").get(office)
    assert page.status_code == 403 and "温如玉" in text_of(page)
    with pytest.raises(Refused):
        panel.remark(CODE, "说明", actor=Actor("顾言之"), now=registry.case(CODE).stage_at)


def _round() -> int:
    return next(row.id for row in reversed(registry.events(CODE)) if row.target == "评分")


def test_photographs_are_looked_at_beside_their_lines_and_nothing_handed_in_stays_unseen(office: str) -> None:
    by = {"actor": "许明辉", "now": registry.case(CODE).stage_at}
    for template, pages in ((privacy.PHOTOS, 2), ("项目进展报告", 0)):
        paper = registry.add_paper(
            case=CODE, template=template, template_hash="", kind=template, title=f"{template}（测试）",
            inputs={"values": {}}, key=template, **by,
        )  # fmt: skip
        pdf = printing.scan_of([a_page()] * max(pages, 1), dpi=50)
        registry.add_version(paper.id, docx=None, pdf=pdf, findings=[], origin="scan" if pages else "template", **by)
    page = html.fromstring(client_for("温如玉").get(office).content.decode())
    photos = page.xpath("//div[@class='line'][.//h3[contains(., '公示和档案')]]//img/@src")
    assert len(photos) == 2 and client_for("温如玉").get(photos[0]).content.startswith(b"\x89PNG")
    beside = page.xpath("//section[@aria-labelledby='beside']")[0].text_content()
    assert "项目进展报告（测试）" in beside and "请经办人出示" in beside


def test_what_the_rubric_names_is_open_to_whoever_marks_it_and_who_looked_is_journalled(office: str) -> None:
    page = html.fromstring(client_for("温如玉").get(office).content.decode())
    [contract] = page.xpath("//div[@class='line'][.//h3[contains(., '合同约定完备')]]//a[contains(., '合同书')]/@href")
    assert client_for("温如玉").get(contract).status_code == 200
    assert client_for("温如玉").get(f"{contract}paper.pdf").status_code == 200
    looked = registry.entries(CODE)[-1]
    assert (looked.act, looked.actor) == ("查看个人信息", "温如玉")
    assert looked.role == "评估员"


def a_page() -> bytes:
    """A small white page as a picture."""
    out = BytesIO()
    Image.new("RGB", (400, 560), "white").save(out, "PNG")
    return out.getvalue()
