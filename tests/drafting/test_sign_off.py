"""The sign-off: the printed places of names, dates and seals, in the three ways of signing off."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest

from drafting.papers import NAMES, a_paper, organs
from drafting.settling import settled
from gongwen.document import layout
from gongwen.document.model import Organ, Signer

CHAR = layout.CHAR.mm


# --- the printed page


def seals(result):
    return [picture for sheet in result.measured.sheets for picture in sheet.pictures]


def centre(box):
    return (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2


@pytest.mark.slow
@pytest.mark.parametrize("name", ["青禾市民政局", "青禾市卫生健康委员会", "青禾市困难家庭帮扶工作领导小组办公室"])
def test_a_single_seal_presses_name_and_date(printed, name):
    result = settled(printed, a_paper(issuers=(Organ(name),)), sample_seals=True)
    organ, date = [line for line in result.measured.sheets[-1].lines if line.text in (name, "2026年10月9日")]
    (seal,) = seals(result)
    x, y = centre(seal)
    assert x == pytest.approx((date.x0 + date.x1) / 2, abs=0.7)
    assert (organ.x0 + organ.x1) / 2 == pytest.approx((date.x0 + date.x1) / 2, abs=0.7)
    assert organ.x1 <= 184.3
    assert y < (organ.top + organ.bottom) / 2 < date.bottom < seal.y1
    if name == "青禾市民政局":
        assert 184 - date.x1 == pytest.approx(4 * CHAR, abs=0.7)


@pytest.mark.slow
@pytest.mark.parametrize("diameter", [38, 42, 45, 50])
def test_the_seals_top_is_within_one_row_of_the_text(printed, diameter):
    result = settled(printed, a_paper(issuers=(Organ("青禾市民政局", seal_mm=diameter),)), sample_seals=True)
    (seal,) = seals(result)
    text = [line for line in result.measured.sheets[seal.page - 1].lines if line.text.startswith("落实情况")]
    text = text or [line for line in result.measured.sheets[seal.page - 1].lines if line.text.endswith("报市帮扶办。")]
    assert seal.x1 - seal.x0 == pytest.approx(diameter, abs=0.2)
    assert 0 < seal.y0 - text[-1].bottom <= layout.SEAL_TOP_GAP.mm


@pytest.mark.slow
@pytest.mark.parametrize("count", [2, 3, 5, 10])
def test_joint_seals_stand_over_their_names_and_apart(printed, count):
    result = settled(printed, a_paper(issuers=organs(count)), sample_seals=True)
    boxes = seals(result)
    assert len(boxes) == count
    assert all(box.x0 >= 28 - 0.1 and box.x1 <= 184.1 for box in boxes)
    for i, one in enumerate(boxes):
        for other in boxes[i + 1 :]:
            if one.page == other.page:
                assert math.dist(centre(one), centre(other)) > 42.5
    last = boxes[-1]
    date = next(line for line in result.measured.sheets[last.page - 1].lines if line.text.endswith("2026年10月9日"))
    assert last.y0 < date.top and date.bottom < last.y1
    assert centre(last)[0] == pytest.approx((date.x0 + date.x1) / 2, abs=0.7)


@pytest.mark.slow
def test_each_joint_name_is_pressed_slightly_below_its_seals_centre(printed):
    result = settled(printed, a_paper(issuers=organs(2)), sample_seals=True)
    for box, name in zip(seals(result), NAMES, strict=False):
        lines = result.measured.sheets[box.page - 1].lines
        line = next(line for line in lines if name in line.text)
        assert 0 < (line.top + line.bottom) / 2 - centre(box)[1] < 4


@pytest.mark.slow
def test_no_page_has_seals_without_text(printed):
    for count in (3, 10):
        result = settled(printed, a_paper(issuers=organs(count)), sample_seals=True)
        for page in {box.page for box in seals(result)}:
            assert any("。" in text for text in result.texts(page) if not text.startswith("（"))


@pytest.mark.slow
def test_an_unsealed_name_is_inset_two_characters_and_the_date_two_more_from_its_left(printed):
    result = settled(printed, a_paper(sign_off="plain"))
    lines = result.measured.sheets[-1].lines
    name = next(line for line in lines if line.text == "青禾市卫生健康委员会")
    date = next(line for line in lines if line.text == "2026年10月9日")
    text = next(line for line in lines if line.text.endswith("报市帮扶办。"))
    assert 184 - name.x1 == pytest.approx(2 * CHAR, abs=0.7)
    assert date.x0 - name.x0 == pytest.approx(2 * CHAR, abs=0.7)
    assert name.top - text.bottom == pytest.approx(layout.LINE_PITCH.mm + 4.8, abs=0.5)


@pytest.mark.slow
def test_a_date_longer_than_the_name_is_inset_two_characters(printed):
    result = settled(printed, a_paper(sign_off="plain", issuers=(Organ("临溪县民政局"),), date=a_paper().printed_on))
    lines = result.measured.sheets[-1].lines
    name = next(line for line in lines if line.text == "临溪县民政局")
    date = next(line for line in lines if line.text == "2026年10月10日")
    assert 184 - date.x1 == pytest.approx(2 * CHAR, abs=0.7)
    assert date.x0 - name.x0 == pytest.approx(2 * CHAR, abs=0.7)


@pytest.mark.slow
def test_unsealed_joint_names_stand_under_one_another(printed):
    result = settled(printed, a_paper(sign_off="plain", issuers=organs(3)))
    names = [line for line in result.measured.sheets[-1].lines if line.text in NAMES]
    assert [line.text for line in names] == list(NAMES[:3])
    assert all(a.x0 == pytest.approx(b.x0, abs=0.2) and a.baseline < b.baseline for a, b in pairwise(names))


@pytest.mark.slow
def test_a_stamp_leaves_the_title_of_office_beside_its_space(printed):
    result = settled(printed, a_paper(sign_off="stamp", signature=(Signer("陆某某", post="市长"),)))
    lines = result.measured.sheets[-1].lines
    post = next(line for line in lines if line.text == "市长")
    date = next(line for line in lines if line.text == "2026年10月9日")
    assert 184 - date.x1 == pytest.approx(4 * CHAR, abs=0.7)
    assert 184 - post.x1 == pytest.approx(6 * CHAR + 42, abs=1)


@pytest.mark.slow
def test_without_sign_off_there_is_none(printed):
    result = settled(printed, a_paper(sign_off="none", note=""))
    assert not any("2026年10月9日" in text for page in (1, 2) for text in result.texts(page))
