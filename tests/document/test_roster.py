"""名单 lines: labels, padding, both styles."""

import pytest

from gongwen.document import roster as rosters
from gongwen.document.model import GroupOffice, Member, Roster
from gongwen.errors import BadInput

MEMBERS = (
    Member("组长", "周望", "市委副书记、市长"),
    Member("副组长", "欧阳文清", "副市长"),
    Member("成员", "李青和", "市民政局局长"),
    Member("成员", "何 苗", "团市委书记"),
)


def _texts(style: str) -> list[str]:
    return [line.text for line in rosters.lines(Roster("领导小组", MEMBERS, style=style))]


def test_labels_are_spread_and_names_padded_with_a_blank_before_the_title():
    assert _texts("空格") == [
        "组　长：周　望　市委副书记、市长",
        "副组长：欧阳文清　副市长",
        "成　员：李青和　市民政局局长",
        "　　　　何　苗　团市委书记",
    ]


def test_the_local_variant_puts_the_title_in_brackets():
    assert _texts("括注") == [
        "组　长：周　望（市委副书记、市长）",
        "副组长：欧阳文清（副市长）",
        "成　员：李青和（市民政局局长）",
        "　　　　何　苗（团市委书记）",
    ]


def test_a_wrapped_title_can_align_under_itself():
    assert [line.hang for line in rosters.lines(Roster("领导小组", MEMBERS))] == [8, 9, 8, 8]


@pytest.mark.parametrize(
    ("post", "width", "label"),
    [("组长", 3, "组　长："), ("组长", 5, "组　　　长："), ("副组长", 5, "副　组　长："), ("副组长", 4, "副组长：　")],
)
def test_blanks_are_shared_out_evenly_or_follow_the_colon(post, width, label):
    assert rosters.spread(post, width) == label


def test_a_member_without_title_leaves_no_blank_at_the_end():
    assert rosters.members_lines([{"post": "组长", "name": "周望"}])[0].text == "组　长：周　望"


def test_members_by_strokes_are_sorted_within_their_post_and_the_order_is_declared():
    members = (Member("组长", "周望"), Member("成员", "陈和"), Member("成员", "王 平"), Member("成员", "丁一"))
    texts = [line.text for line in rosters.lines(Roster("组", members, order="姓氏笔画"))]
    assert texts == [
        "（同一职务按姓氏笔画为序）",
        "组　长：周　望",
        "成　员：丁　一",
        "　　　　王　平",
        "　　　　陈　和",
    ]


def test_the_office_sentence_names_seat_and_director():
    group = Roster("市帮扶工作领导小组", MEMBERS, GroupOffice("市民政局", "李青和"))
    assert rosters.office_sentence(group) == (
        "市帮扶工作领导小组办公室设在市民政局，承担市帮扶工作领导小组日常工作，办公室主任由李青和同志兼任。"
    )
    assert rosters.office_sentence(Roster("组", MEMBERS)) == ""


def test_every_fault_of_a_list_is_told_at_once():
    group = Roster("组", (*MEMBERS, Member("成员", "周　望", "市委副书记、市长"), Member("成员", "")), style="方括号")
    with pytest.raises(BadInput) as error:
        rosters.lines(group)
    assert error.value.faults == (
        "名单的 style「方括号」不认识，可用：空格、括注。",
        "名单中「周望」（市委副书记、市长）出现两次，请删去一处。",
        "名单第6人缺姓名，请补填。",
    )
