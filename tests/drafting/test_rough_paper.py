"""原稿成文: a draft and its PAPER.yaml make one paper; the file goes first, and every difference is told."""

from __future__ import annotations

from datetime import date

import pytest

from drafting.papers import a_paper
from drafting.rough_drafts import docx, p
from drafting.test_rough import NOTICE
from gongwen.document.model import Attachment, Organ, Paper, Signer, Text
from gongwen.drafting import first_fit, frame, read_rough, with_rough, write_content
from gongwen.drafting.paper_file import PaperFile, read_paper
from gongwen.errors import BadInput


def merged(body: str, **given) -> PaperFile:
    """The paper of a draft with this body and a file that says `given`."""
    paper = Paper(**{"issuers": (Organ("青禾市民政局", "市民政局"),), **given})
    return with_rough(PaperFile(paper, None, {}, frozenset(given)), read_rough(docx(body), "原稿.docx"))


def test_what_the_file_leaves_out_comes_from_the_draft():
    made = merged(NOTICE)
    paper = made.paper
    assert (paper.title, paper.recipients, paper.note, paper.date) == (
        "青禾市民政局关于做好走访工作的通知", ("各县（区）民政局，市救助管理站",), "此件公开发布", date(2026, 6, 12),
    )  # fmt: skip
    assert [one.title for one in paper.attachments] == ["走访安排表", "联系表"]
    assert made.told == (
        "标题取自原稿：「青禾市民政局关于做好走访工作的通知」。",
        "主送机关取自原稿：「各县（区）民政局，市救助管理站」。",
        "附注取自原稿：「此件公开发布」。",
        "原稿的落款与稿件文件一致，只印一次。",
        "成文日期取自原稿：2026年6月12日。",
        "附件取自原稿：「走访安排表」、「联系表」。",
    )


def test_what_both_say_is_printed_once():
    made = merged(
        NOTICE, title="青禾市民政局关于做好走访工作的通知", recipients=("各县（区）民政局", "市救助管理站"),
        note="此件公开发布", date=date(2026, 6, 12),
    )  # fmt: skip
    assert made.told[:4] == (
        "原稿的标题与稿件文件相同，只印一次。",
        "原稿的主送机关与稿件文件相同，只印一次。",
        "原稿的附注与稿件文件相同，只印一次。",
        "原稿的落款与稿件文件一致，只印一次。",
    )
    assert made.paper.blocks[0] == Text("为做好走访，现通知如下：")


def test_where_they_differ_the_file_is_printed_and_the_draft_told_whole():
    made = merged(
        NOTICE, title="关于走访的通知", recipients=("各县民政局",), note="内部", date=date(2026, 7, 1),
        issuers=(Organ("青禾市财政局"),),
    )  # fmt: skip
    assert made.paper.title == "关于走访的通知"
    assert made.told[:4] == (
        "原稿的标题与稿件文件不同：印稿件文件的「关于走访的通知」，没有印原稿的「青禾市民政局关于做好走访工作的通知」，请核对。",
        "原稿的主送机关与稿件文件不同：印稿件文件的「各县民政局：」，没有印原稿的「各县（区）民政局，市救助管理站：」，请核对。",
        "原稿的附注与稿件文件不同：印稿件文件的「内部」，没有印原稿的「此件公开发布」，请核对。",
        "原稿的落款与稿件文件不同：印稿件文件的「青禾市财政局 2026年7月1日」，"
        "没有印原稿的「青禾市民政局 2026年6月12日」，请核对。",
    )


def test_a_title_that_cannot_be_told_from_text_is_still_not_printed_twice():
    """The draft's first line has no 文种 and is not centred, but the file says that it is the title."""
    made = merged(
        p("困难家庭走访慰问") + p("全市各有关方面：") + p("正文。"),
        title="困难家庭走访慰问",
        recipients=("全市各有关方面",),
    )
    assert made.paper.blocks == (Text("正文。"),)
    assert made.told == ("原稿的标题与稿件文件相同，只印一次。", "原稿的主送机关与稿件文件相同，只印一次。")


def test_an_issuer_s_name_alone_at_the_end_is_the_sign_off():
    made = merged(p("正文。") + p("青禾市民政局"), title="通知")
    assert made.paper.blocks == (Text("正文。"),)
    assert made.told == ("原稿的落款与稿件文件一致，只印一次。",)


def test_a_draft_s_sign_off_is_told_where_the_paper_has_none():
    made = merged(p("正文。") + p("青禾市民政局") + p("2026年6月12日"), title="通知", sign_off="none")
    assert (
        made.told[0] == "原稿的落款「青禾市民政局 2026年6月12日」没有印：这份公文不落款（sign_off 是 none），请核对。"
    )


def test_who_signs_a_paper_is_not_printed_twice():
    body = p("正文。") + p("市　长　周望") + p("2026年6月12日")
    made = merged(body, title="命令", sign_off="stamp", signature=(Signer("周望", post="市长"),))
    assert made.paper.blocks == (Text("正文。"),)


def test_a_date_left_open_is_no_difference():
    made = merged(p("正文。") + p("青禾市民政局") + p("2026年6月　日"), title="通知", date=date(2026, 6, 12))
    assert made.told == ("原稿的落款与稿件文件一致，只印一次。",)


def test_a_red_head_and_an_imprint_are_told_with_their_words():
    body = (
        p("青民发〔2026〕21号", jc="center") + p("关于走访的通知", jc="center") + p("正文。") + p("抄送：市委办公室。")
    )
    assert merged(body).told[-2:] == (
        "原稿的版头没有带入，版头按稿件文件排：「青民发〔2026〕21号」，请核对稿件文件是否写全。",
        "原稿的版记没有带入，版记按稿件文件排：「抄送：市委办公室。」，请核对稿件文件是否写全。",
    )


def test_attachments_of_the_file_go_before_those_of_the_draft():
    made = merged(NOTICE, title="通知", attachments=(Attachment("走访安排表", (Text("新表。"),)),))
    assert [(one.title, len(one.blocks)) for one in made.paper.attachments] == [("走访安排表", 1), ("联系表", 1)]
    assert "附件「走访安排表」用稿件文件里的，没有用原稿里的。" in made.told


def test_a_listed_attachment_without_content_counts_as_bound_separately():
    made = merged(
        p("正文。") + p("附件：1.走访表") + p("2.图册") + p("2026年6月12日") + p("附件1") + p("走访表") + p("甲。"),
        title="通知",
    )
    assert made.paper.attachments == (Attachment("走访表", (Text("甲。"),)), Attachment("图册", separate=True))
    assert made.told[-1] == "附件「图册」在原稿中只有名称，列入附件说明，不附内容。"


def test_a_list_that_calls_an_attachment_otherwise_is_told():
    made = merged(
        p("正文。") + p("附件：走访表") + p("2026年6月12日") + p("附件") + p("走访安排表") + p("甲。"), title="通知"
    )
    assert made.paper.attachments[0].title == "走访安排表"
    assert made.told[-1] == "附件说明写「走访表」，附件的标题是「走访安排表」，按附件的标题排，请核对。"


def test_a_paper_without_any_title_is_refused():
    with pytest.raises(BadInput, match=r"原稿 原稿\.docx 的开头也看不出标题，请在 PAPER\.yaml 中写 title"):
        merged(p("正文。"))


def test_a_draft_and_a_template_do_not_go_together():
    given = PaperFile(Paper(), "立项批复", {}, frozenset())
    with pytest.raises(BadInput, match="不能再用 --from 原稿"):
        with_rough(given, read_rough(docx(p("正文。")), "a.docx"))


def test_a_paper_file_beside_a_draft_needs_neither_title_nor_body(tmp_path):
    made = read_paper("issuers: [青禾市民政局]\n", "PAPER.yaml", tmp_path, awaits_body=True)
    assert made.paper.blocks == ()
    with pytest.raises(BadInput, match="第2行：正文由 --from 的原稿给出，请删去body，或不用 --from"):
        read_paper("issuers: [青禾市民政局]\nbody: 文。\n", "PAPER.yaml", tmp_path, awaits_body=True)


@pytest.mark.slow
def test_a_finished_paper_is_read_back_as_what_it_was_made_from():
    """People take last year's paper as this year's draft: its head, sign-off and 版记 do not get into the text."""
    paper = a_paper(
        attachments=(Attachment("走访安排表", (Text("一季度走访。"),)), Attachment("联系表", (Text("周望。"),)))
    )
    content = write_content(paper)
    made = read_rough(frame(content, paper, first_fit(content, paper)), "去年.docx")
    assert (made.title, made.blocks) == (paper.title, paper.blocks)
    assert (made.day, made.note.strip("（）")) == (paper.date, paper.note)
    assert [(one.title, one.blocks) for one in made.enclosed] == [(one.title, one.blocks) for one in paper.attachments]
