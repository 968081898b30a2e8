"""Joint papers as printed, with 样章: mark, first page and seals measured for chosen numbers, names and sizes."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from drafting import joint_page
from drafting.papers import NAMES, a_paper, organs
from drafting.settling import settled
from gongwen.document import layout
from gongwen.document.model import Organ, Signer
from gongwen.drafting import fill, first_fit, frame, write_content
from gongwen.drafting.page import placing
from gongwen.drafting.page.frame import lines_on_first_page
from gongwen.drafting.text import content
from gongwen.errors import BadInput

SHORT = ("市民政局", "市财政局", "市教育局", "市残联", "市妇联", "市总工会")
LONG = tuple(
    f"青禾市{work}局劳动保障监察综合行政执法支队"
    for work in ("人力资源和社会保障", "农业农村和乡村振兴", "住房和城乡建设管理", "民政和社会事务管理")
)
MIXED = ("市残联", LONG[0], "青禾市卫生健康委员会")
CASES = [
    (1, NAMES, (45,), "joint"),
    (2, NAMES, (50,), "joint"),
    (3, LONG, (42,), "joint"),
    (3, MIXED, (50, 42, 38), "lead"),
    (4, SHORT, (42,), "joint"),
    (5, NAMES, (42,), "joint"),
    (6, MIXED, (50, 42, 38, 45), "joint"),
    (7, NAMES, (38,), "joint"),
    (9, SHORT, (50,), "lead"),
    (9, NAMES, (42,), "joint"),
    (10, LONG, (45,), "lead"),
    (12, NAMES, (42,), "joint"),
]
CROWDED = {
    "direction": "上行",
    "signers": tuple(map(Signer, ("陆某某", "江畔", "欧阳书怀", "沈望舒", "田秋实", "黎明"))),
    "copy": 1,
    "secrecy": "秘密★1年",
    "urgency": "特急",
    "title": "关于进一步健全困难家庭常态化帮扶救助工作机制切实做好2026年度紧急救助经济帮扶和走访慰问工作的请示",
    "recipients": ("市人民政府",),
}


def named(count, names, sizes):
    """So many organs, names and sizes of seals taken in turn."""
    return tuple(Organ(names[i % len(names)], seal_mm=sizes[i % len(sizes)]) for i in range(count))


@pytest.mark.slow
@pytest.mark.parametrize(("count", "names", "sizes", "masthead"), CASES, ids=lambda one: str(one)[:14])
def test_a_joint_paper_measures_right(printed, count, names, sizes, masthead):
    """7.2.4, 7.3.3 and 7.3.5.1, measured on the glyphs and pictures of the printed page."""
    paper = a_paper(issuers=named(count, names, sizes), masthead=masthead)
    joint_page.check(paper, settled(printed, paper, sample_seals=True).measured)


@pytest.mark.slow
@pytest.mark.parametrize("count", [2, 6])
def test_joint_seals_begin_exactly_5_mm_under_the_text(printed, count):
    result = settled(printed, a_paper(issuers=organs(count)), sample_seals=True)
    top = min(seal.y0 for seal in joint_page.seals(result.measured))
    assert top - result.line("落实情况报市帮扶办。").bottom == pytest.approx(5, abs=0.1)


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 12])
def test_unsealed_names_stand_under_one_another_whole_and_with_text(printed, count):
    """7.3.5.2: the longest name inset two characters, one name a line, the date under them two characters in."""
    result = settled(printed, a_paper(issuers=organs(count), sign_off="plain"))
    names = [line for line in joint_page.lines_of(result.measured, set(NAMES)) if line.colour == "000000"]
    date = next(iter(joint_page.lines_of(result.measured, {"2026年10月9日"})))
    assert [line.text for line in names] == list(NAMES[:count])
    assert joint_page.stacked(names)
    assert 184 - max(line.x1 for line in names) == pytest.approx(2 * layout.CHAR.mm, abs=0.7)
    assert date.x0 - names[0].x0 == pytest.approx(2 * layout.CHAR.mm, abs=0.7)
    assert {line.page for line in names} == {date.page}
    assert any(text.endswith("。") for text in result.texts(date.page))


@pytest.mark.parametrize("count", [10, 11, 12])
def test_a_crowded_head_gives_way_until_the_first_page_shows_text(count):
    """份号, 密级, 紧急程度, six 签发人 and a title of three lines over as many organs."""
    paper = a_paper(issuers=organs(count), **CROWDED)
    text = write_content(paper)
    fit = first_fit(text, paper)
    assert lines_on_first_page(content.read(text), paper, fit) >= 1
    assert fit.conceded == ("压缩发文机关标志行距", "缩小发文机关标志字号", "主送机关移至版记", "压缩首页行距")


def test_a_head_too_crowded_for_any_text_is_refused_with_the_lead_proposed():
    crowd = tuple(Organ(f"青禾市第{i}帮扶救助中心") for i in range(18))
    with pytest.raises(BadInput, match=r"18 个机关.*masthead: lead"):
        first_fit(write_content(a_paper()), a_paper(issuers=crowd, **CROWDED))
    alone = a_paper(issuers=crowd, masthead="lead", **CROWDED)
    assert first_fit(write_content(alone), alone).mark_size >= layout.MARK_SHRINK_FIRST


@pytest.mark.slow
def test_a_crowded_head_of_twelve_organs_prints_as_reckoned(printed):
    result = settled(printed, a_paper(issuers=organs(12), note="", **CROWDED))
    joint_page.check_mark(a_paper(issuers=organs(12)), result.measured)
    joint_page.check_first_page(result.measured)


# --- 签名章 (7.3.5.3)

SIGNED = (
    Signer("罗文清", post="青禾市民政局局长"),
    Signer("江畔", post="青禾市人力资源和社会保障局党组书记、局长"),
    Signer("程越", post="青禾市财政局局长"),
)


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 3])
def test_stamps_stand_two_rows_under_the_text_with_titles_at_their_left_and_the_date_a_row_below(printed, count):
    """Stamps inset four characters, aligned; titles two characters left of them, centred on their height."""
    paper = a_paper(issuers=organs(count), sign_off="stamp", signature=SIGNED[:count])
    result = settled(printed, paper, sample_seals=True)
    stamps = joint_page.seals(result.measured)
    char = layout.CHAR.mm
    assert len(stamps) == count
    assert stamps[0].y0 - result.line("落实情况报市帮扶办。").bottom == pytest.approx(20.78, abs=0.2)
    assert result.line("2026年10月9日").top - stamps[-1].y1 == pytest.approx(10.39, abs=0.2)
    assert 184 - result.line("2026年10月9日").x1 == pytest.approx(4 * char, abs=0.3)
    for stamp, signer in zip(stamps, SIGNED, strict=False):
        assert 184 - stamp.x1 == pytest.approx(4 * char, abs=0.3)
        assert (stamp.x1 - stamp.x0, stamp.y1 - stamp.y0) == pytest.approx((42, 20), abs=0.1)
        beside = [line for line in result.measured.sheets[stamp.page - 1].lines if stamp.y0 < line.top < stamp.y1]
        assert "".join(line.text for line in beside) == signer.post
        assert max(line.x1 for line in beside) == pytest.approx(stamp.x0 - 2 * char, abs=0.7)
        assert (beside[0].top + beside[-1].bottom) / 2 == pytest.approx((stamp.y0 + stamp.y1) / 2, abs=0.2)


def test_a_title_of_office_beyond_all_measure_is_refused():
    paper = a_paper(sign_off="stamp", signature=(Signer("某某", post="青禾市民政局局长、" * 9),))
    text = write_content(paper)
    with pytest.raises(BadInput, match=r"职务.*过长"):
        frame(text, paper, first_fit(text, paper))


# --- the date filled in at registration


@pytest.mark.slow
@pytest.mark.parametrize("name", ["青禾市民政局", "青禾市卫生健康委员会", LONG[0]])
def test_name_date_and_seal_stay_on_one_middle_when_the_date_is_filled_in(printed, name):
    """Until registration the date is 年　月　日; the seal's place moves with the name."""
    paper = a_paper(issuers=(Organ(name),), date=None)
    text = write_content(paper)
    docx = frame(text, paper, first_fit(text, paper), sample_seals=True)
    for date in ("2026年7月4日", "2026年12月31日"):
        measured = printed(fill(docx, {"gw:date": date}))
        (signed,) = joint_page.lines_of(measured, {name})
        (dated,) = joint_page.lines_of(measured, {date})
        (seal,) = joint_page.seals(measured)
        middle = (signed.x0 + signed.x1) / 2
        assert (dated.x0 + dated.x1) / 2 == pytest.approx(middle, abs=0.3)
        assert joint_page.centre(seal)[0] == pytest.approx(middle, abs=0.3)
        assert signed.x1 <= 184.1
        if name == "青禾市民政局":
            assert 184 - dated.x1 == pytest.approx(4 * layout.CHAR.mm, abs=0.3)


def test_the_empty_frame_and_its_old_twin_move_together():
    paper = a_paper(issuers=(Organ("青禾市民政局"),), date=None)
    text = write_content(paper)
    docx = fill(frame(text, paper, first_fit(text, paper)), {"gw:date": "2026年7月4日"})
    xml = zipfile.ZipFile(io.BytesIO(docx)).read("word/document.xml").decode()
    ((offset, wide),) = re.findall(r"<wp:posOffset>(\d+)</wp:posOffset></wp:positionH>.*?<wp:extent cx=\"(\d+)\"", xml)
    middle = layout.TYPE_WIDTH - placing.middle_from_right("青禾市民政局", "2026年7月4日")
    assert int(offset) + int(wide) / 2 == pytest.approx(middle, abs=2)
    (twin,) = re.findall(r"margin-left:([\d.]+)pt", xml)
    assert float(twin) == pytest.approx(int(offset) / 12700, abs=0.01)
