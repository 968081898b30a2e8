"""与会人员: how people are listed, and that telling them apart again loses nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwen.document import attendance
from gongwen.document.model import Attendees


@pytest.mark.parametrize(
    ("people", "text"),
    [
        (("沈行", "秦建国"), "沈　行　秦建国"),
        (("沈　行", "买买提·吐尔逊"), "沈　行　买买提·吐尔逊"),
        (("市教育局王海", "市财政局赵一鸣"), "市教育局王海、市财政局赵一鸣"),
        (("临溪县周正、李新", "望山区孙立"), "临溪县周正、李新；望山区孙立"),
        (("沈行", "秦建国（市长）"), "沈行、秦建国（市长）"),
        (("沈行", " "), "沈　行"),
    ],
)
def test_bare_names_are_parted_by_spaces_and_others_by_marks(people, text):
    assert attendance.joined(people) == text


def test_only_those_who_are_there_have_a_line():
    assert attendance.texts(Attendees(("沈行",), (), ("李明远",))) == ["出席：沈　行", "列席：李明远"]


def test_a_padded_name_stays_in_one_piece():
    assert attendance.parted("沈　行　李　明　秦建国") == ["沈　行　", "李　明　", "秦建国"]


@given(st.text(alphabet="沈行、，；　·王海局"))
def test_the_pieces_together_are_the_text(text):
    assert "".join(attendance.parted(text)) == text
