"""原稿: a Word file as people have it becomes title, text, tables and attachments, with nothing of the text lost."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafting.rough_drafts import docx, drawing, field, numbering, p, png, r, style, table, tc, text_box, tr
from gongwen.document.model import Heading, Image, Table, Text
from gongwen.drafting.rough import reading as rough
from gongwen.drafting.rough.reading import Rough, read_rough, read_rough_blocks
from gongwen.drafting.rough.values import squeezed
from gongwen.errors import BadInput, Broken

CHINESE = ("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."), ("decimal", "（%4）")


def blocks(body: str, **parts: object) -> tuple:
    """What becomes of this as a body."""
    return read_rough_blocks(docx(body, **parts), "原稿.docx")[0]  # type: ignore[arg-type]


def lines(body: str, **parts: object) -> list[str]:
    """The text of the paragraphs."""
    return [made.text + getattr(made, "rest", "") for made in blocks(body, **parts)]


def told(body: str, **parts: object) -> tuple[str, ...]:
    return read_rough(docx(p("正文。") + body, **parts), "原稿.docx").told  # type: ignore[arg-type]


def whole(body: str, **parts: object) -> Rough:
    return read_rough(docx(body, **parts), "原稿.docx")  # type: ignore[arg-type]


# --- headings


@pytest.mark.parametrize(
    "text, level",
    [
        ("一、工作目标", 1), ("十二、附则", 1), ("一.工作目标", 1), ("（一）摸清底数", 2), ("(一)摸清底数", 2),
        ("1.走访", 3), ("1．走访", 3), ("1、走访", 3), ("（1）登记", 4), ("(1)登记", 4), ("⑴登记", 4),
    ],
)  # fmt: skip
def test_a_typed_number_makes_a_heading_and_stays_as_typed(text, level):
    assert blocks(p(text) + p("内容。")) == (Heading(level, text), Text("内容。"))


@pytest.mark.parametrize(
    "text", ["①登记造册", "1.5万元以上的项目", "2026年重点工作", "一户一档", "第一，摸底。", "3.14"]
)
def test_what_only_looks_like_a_number_is_text(text):
    assert blocks(p(text)) == (Text(text),)


def test_a_heading_that_runs_on_ends_at_its_first_stop():
    assert blocks(p("（一）摸清底数。到户到人。建账。")) == (Heading(2, "（一）摸清底数。", "到户到人。建账。"),)


def test_numbers_that_count_the_items_of_a_sentence_make_no_headings():
    made = blocks(p("包括：") + p("（一）低保家庭；") + p("（二）特困家庭；") + p("（三）其他家庭。") + p("二、程序"))
    assert made[1:] == (
        Text("（一）低保家庭；"),
        Text("（二）特困家庭；"),
        Text("（三）其他家庭。"),
        Heading(1, "二、程序"),
    )


def test_a_long_numbered_paragraph_without_a_stop_is_text():
    text = "1." + "各县（区）要逐户走访" * 8
    assert blocks(p(text)) == (Text(text),)


def test_numbered_sentences_of_a_reply_make_no_headings():
    """一、 in a 批复 or 函 often counts sentences; a short one beside them is no heading either."""
    first = "一、原则同意支持清泉镇困难老人助餐点项目，列入2026年第二批帮扶项目计划。"
    made = blocks(p(first) + p("二、经费自筹。不足的另行申请。") + p("三、同意立项。"))
    assert [type(one) for one in made] == [Text, Text, Text]
    headed = blocks(p("一、目标") + p("（一）摸清底数。到户。") + p("（二）坚持问题导向，形成合力。") + p("二、要求"))
    assert [type(one) for one in headed] == [Heading] * 4


def test_a_first_sentence_too_long_for_a_heading_is_text():
    text = "（一）各县（区）要组织力量对辖区内困难家庭逐户走访，建立台账，一户一档，责任到人、落实到岗。按时报送。"
    assert blocks(p(text)) == (Text(text),)


def test_a_heading_style_makes_a_heading_where_no_number_is_typed():
    styles = style("heading 1", "1", "<w:pPr><w:outlineLvl w:val='0'/></w:pPr>") + style("标题 2", "a2")
    styles += style("我的小标题", "b", based_on="a2")
    body = p("工作目标", style="1") + p("摸清底数。到户。", style="b") + p("正文。", outlineLvl="9")
    made = (Heading(1, "工作目标"), Heading(2, "摸清底数。", "到户。"), Text("正文。"))
    assert blocks(body, styles=styles) == made


def test_the_typed_number_goes_before_the_style():
    """Where Heading 1 was spent on the title, people set 一、 in Heading 2."""
    styles = style("heading 2", "2") + style("heading 3", "3")
    assert blocks(p("一、目标", style="2") + p("走访", style="3"), styles=styles) == (
        Heading(1, "一、目标"),
        Heading(2, "走访"),
    )


def test_an_outline_level_set_on_the_paragraph_counts():
    assert blocks(p("工作目标", outlineLvl="0")) == (Heading(1, "工作目标"),)


# --- automatic numbering


def test_automatic_numbers_become_the_text_that_word_shows():
    body = "".join(
        p(text, numId="1", ilvl=level)
        for text, level in [("甲", "0"), ("乙", "1"), ("丙", "2"), ("丁", "3"), ("戊", "1"), ("己", "0"), ("庚", "1")]
    )
    assert lines(body, numbering=numbering(*CHINESE)) == [
        "一、甲", "（一）乙", "1.丙", "（1）丁", "（二）戊", "二、己", "（一）庚",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "form, text, shown",
    [
        ("japaneseCounting", "%1、", "二、甲"),
        ("chineseCounting", "第%1条", "第二条　甲"),
        ("decimal", "%1.", "2.甲"),
        ("decimalEnclosedCircle", "%1", "②甲"),
        ("decimalEnclosedCircleChinese", "%1", "②甲"),
        ("ideographTraditional", "%1、", "乙、甲"),
        ("ideographZodiac", "%1、", "丑、甲"),
        ("lowerLetter", "%1)", "b)甲"),
        ("upperLetter", "%1.", "B.甲"),
        ("lowerRoman", "%1.", "ii.甲"),
        ("upperRoman", "%1.", "II.甲"),
        ("chineseLegalSimplified", "%1、", "贰、甲"),
        ("decimalFullWidth", "%1．", "２．甲"),
        ("decimalZero", "%1", "02 甲"),
        ("ideographDigital", "%1、", "二、甲"),
        ("decimal", "（%1）", "（2）甲"),
        ("bullet", "\uf06c", "●甲"),
        ("none", "", "甲"),
        ("decimalEnclosedParen", "%1", "⑵甲"),
        ("decimalEnclosedFullstop", "%1", "⒉甲"),
    ],
)  # fmt: skip
def test_every_format_of_numbers_is_shown_as_word_shows_it(form, text, shown):
    symbols = numbering((form, text)).replace("</w:lvl>", "<w:rPr><w:rFonts w:ascii='Wingdings'/></w:rPr></w:lvl>")
    assert lines(p("先", numId="1") + p("甲", numId="1"), numbering=symbols)[1] == shown


def test_large_chinese_numbers_are_counted_right():
    body = "".join(p("条", numId="1") for _ in range(112))
    shown = lines(body, numbering=numbering(("chineseCounting", "%1、")))
    assert [shown[at] for at in (9, 10, 19, 20, 99, 100, 109, 111)] == [
        "十、条", "十一、条", "二十、条", "二十一、条", "一百、条", "一百零一、条", "一百一十、条", "一百一十二、条",
    ]  # fmt: skip


def test_a_number_of_several_levels_shows_them_all():
    lists = numbering(("chineseCounting", "%1、"), ("decimal", "%1.%2")).replace(
        '<w:lvlText w:val="%1.%2"/>', '<w:isLgl/><w:lvlText w:val="%1.%2"/>'
    )
    body = p("甲", numId="1") + p("乙", numId="1", ilvl="1") + p("丙", numId="1", ilvl="1")
    assert lines(body, numbering=lists) == ["一、甲", "1.1 乙", "1.2 丙"]


def test_a_list_that_starts_anew_or_elsewhere_does_so():
    more = '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
    lists = numbering(("decimal", "%1."), more=more + "</w:lvlOverride></w:num>")
    body = p("甲", numId="1") + p("乙", numId="1") + p("丙", numId="2") + p("丁", numId="2") + p("戊", numId="1")
    assert lines(body, numbering=lists) == ["1.甲", "2.乙", "5.丙", "6.丁", "7.戊"]


def test_a_use_of_a_list_may_have_a_format_of_its_own():
    own = '<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimalEnclosedCircle"/>'
    lists = numbering(("decimal", "%1."), num=own + '<w:lvlText w:val="%1"/></w:lvl></w:lvlOverride>')
    assert lines(p("甲", numId="1") + p("乙", numId="1"), numbering=lists) == ["③甲", "④乙"]


def test_a_level_that_never_starts_anew_runs_on():
    lists = numbering(("chineseCounting", "%1、"), ("decimal", "%2.")).replace(
        '<w:lvlText w:val="%2."/>', '<w:lvlRestart w:val="0"/><w:lvlText w:val="%2."/>'
    )
    body = p("甲", numId="1") + p("乙", numId="1", ilvl="1") + p("丙", numId="1") + p("丁", numId="1", ilvl="1")
    assert lines(body, numbering=lists) == ["一、甲", "1.乙", "二、丙", "2.丁"]


def test_a_style_may_bring_the_number_and_a_paragraph_may_refuse_it():
    styles = style("条款", "t", "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>") + style(
        "款", "k", based_on="t"
    )
    body = p("甲", style="t") + p("乙", style="k") + p("丙", style="t", numId="0") + p("丁", style="t")
    assert lines(body, styles=styles, numbering=numbering(*CHINESE)) == ["一、甲", "二、乙", "丙", "三、丁"]


def test_a_style_that_a_level_names_gets_that_level():
    lists = numbering(*CHINESE).replace(
        '<w:lvlText w:val="（%2）"/>', '<w:pStyle w:val="k"/><w:lvlText w:val="（%2）"/>'
    )
    styles = style("款", "k", "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>")
    assert lines(p("甲", style="k"), styles=styles, numbering=lists) == ["（一）甲"]


def test_a_format_that_only_new_programs_know_falls_back():
    custom = "<mc:AlternateContent><mc:Choice Requires='w14'><w:numFmt w:val='custom' w:format='001'/></mc:Choice>"
    custom += "<mc:Fallback><w:numFmt w:val='decimalZero'/></mc:Fallback></mc:AlternateContent>"
    lists = numbering(("decimal", "%1、")).replace('<w:numFmt w:val="decimal"/>', custom)
    assert lines(p("甲", numId="1"), numbering=lists) == ["01、甲"]


def test_a_number_and_a_figure_do_not_run_together():
    assert lines(p("5月底前报送", numId="1"), numbering=numbering(("decimal", "%1."))) == ["1. 5月底前报送"]


def test_numbers_alone_are_kept_in_tables_and_told_elsewhere():
    body = p("", numId="1") + table(tr(tc("序号"), tc("任务")), tr(tc(p("", numId="1")), tc("走访")))
    assert blocks(p("前。") + body, numbering=numbering(("decimal", "%1")))[1] == Table(
        ("序号", "任务"), (("2", "走访"),)
    )
    assert told(body, numbering=numbering(("decimal", "%1"))) == ("未带入后面没有文字的自动编号 1 个：「1」。",)


# --- junk


def test_indents_and_empty_paragraphs_are_dropped_and_gaps_inside_kept():
    body = p("　　 \t 为做好工作，") + p("") + p(" 　 ") + p("联系人：周望\t\t电话：0000　") + p("姓名  职务")
    assert lines(body) == ["为做好工作，", "联系人：周望　电话：0000", "姓名  职务"]


def test_the_gap_behind_a_typed_number_is_dropped():
    assert lines(p("一、\t目标") + p("1. 走访") + p("2. 5月底前") + p("（一）　摸底")) == [
        "一、目标", "1.走访", "2. 5月底前", "（一）摸底",
    ]  # fmt: skip


def test_characters_that_print_nothing_are_dropped_and_others_kept_as_typed():
    body = p("困\u200b难\ufeff家\u00ad庭\u00a0户\u2060１２户，3户“甲”", r(more="<w:softHyphen/><w:noBreakHyphen/>"))
    assert lines(body) == ["困难家庭 户１２户，3户“甲”-"]


def test_looks_are_dropped():
    looks = "<w:rFonts w:asciiTheme='minorHAnsi' w:eastAsiaTheme='minorEastAsia'/><w:color w:val='FF0000'/>"
    assert blocks(p(r("困难", looks + "<w:highlight w:val='yellow'/>"), r("家庭", "<w:b/><w:strike/>"))) == (
        Text("困难家庭"),
    )


def test_a_line_break_begins_a_paragraph_and_a_page_break_none_is_told():
    body = p("甲\n一、乙", "<w:r><w:br w:type='page'/></w:r>", "丙", "<w:r><w:cr/></w:r>", "丁")
    assert blocks(body) == (Text("甲"), Heading(1, "一、乙"), Text("丙"), Text("丁"))
    assert told(body) == ()


def test_private_characters_are_kept_and_told():
    assert lines(p("户\ue123")) == ["户\ue123"]
    assert told(p("户\ue123")) == (
        "有 1 个造字或符号字体的字符（「U+E123」），照原样保留，印出来可能缺字，请改用通用字符。",
    )


def test_signs_of_symbol_fonts_become_characters():
    body = p(
        "<w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>",
        "是",
        r("\uf0a3", "<w:rFonts w:ascii='Wingdings 2'/>"),
        "否",
    )
    assert lines(body) == ["☑是□否"]


# --- tracked changes, comments, hidden text


def test_tracked_changes_are_accepted_and_counted():
    body = p(
        "走访", f"<w:ins>{r('全部')}{r('困难')}</w:ins><w:del><w:r><w:delText>部分</w:delText></w:r></w:del>", "家庭。"
    )
    body += p(f"<w:moveFrom>{r('旧处。')}</w:moveFrom>", "甲。") + p("乙。", f"<w:moveTo>{r('旧处。')}</w:moveTo>")
    assert lines(body) == ["走访全部困难家庭。", "甲。", "乙。旧处。"]
    assert told(body) == ("已接受修订 3 处。",)


def test_a_deleted_paragraph_mark_joins_two_paragraphs():
    mark = "<w:rPr><w:del w:id='1'/></w:rPr>"
    body = p("各县（区）", numId="1", more=mark) + p("民政局。", numId="1") + p("丙", numId="1")
    assert lines(body, numbering=numbering(*CHINESE)) == ["一、各县（区）民政局。", "二、丙"]
    assert told(p("甲", more=mark) + p("乙"), numbering=numbering(*CHINESE)) == ("已接受修订 1 处。",)


def test_a_paragraph_deleted_whole_leaves_nothing_and_is_not_counted():
    gone = p("<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>", numId="1", more="<w:rPr><w:del/></w:rPr>")
    body = p("甲", numId="1") + gone + p("乙", numId="1")
    assert lines(body, numbering=numbering(*CHINESE)) == ["一、甲", "二、乙"]


def test_deleted_rows_go_and_inserted_rows_stay():
    body = table(tr(tc("甲")), tr(tc("旧"), more="<w:del/>"), tr(tc("新"), more="<w:ins/>"))
    assert blocks(p("前。") + body)[1] == Table(("甲",), (("新",),))


def test_changes_of_looks_are_ignored():
    old = "<w:pPrChange><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr><w:outlineLvl w:val='0'/></w:pPr></w:pPrChange>"
    assert blocks(p("甲", more=old), numbering=numbering(*CHINESE)) == (Text("甲"),)


def test_comments_and_hidden_text_are_left_out_and_told():
    styles = style("暗", "h", "<w:rPr><w:vanish/></w:rPr>")
    body = p(
        "走访",
        r("内部掌握", "<w:vanish/>"),
        r("", more="<w:commentReference w:id='0'/>"),
        r("家庭", "<w:vanish w:val='0'/>"),
    )
    body += p("样式藏的字", style="h")
    assert told(body, styles=styles, comments="<w:comment w:id='0'/>") == (
        "未带入批注 1 条。",
        "未带入隐藏文字 2 处：「内部掌握」、「样式藏的字」。",
    )
    assert lines(body, styles=styles) == ["走访家庭"]


# --- what wraps or stands beside text


def test_links_controls_and_smart_tags_are_looked_through():
    body = p(f"<w:hyperlink>{r('市')}</w:hyperlink><w:smartTag>{r('民政')}</w:smartTag>", f"<w:bdo>{r('局')}</w:bdo>")
    body += (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p('控件里')}</w:sdtContent></w:sdt><w:customXml>{p('标记里')}</w:customXml>"
    )
    body += p(f"<w:sdt><w:sdtContent>{r('行内')}</w:sdtContent></w:sdt>")
    assert lines(body) == ["市民政局", "控件里", "标记里", "行内"]


def test_an_unfilled_prompt_is_left_out_and_told():
    body = p(f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('单击此处输入')}</w:sdtContent></w:sdt>")
    assert told(body) == ("未带入没有填写的占位提示 1 处：「单击此处输入」。",)


def test_a_field_gives_its_result():
    assert lines(
        p("见第", field("REF 甲", r("3")), "条，共", f"<w:fldSimple w:instr='NUMPAGES'>{r('8')}</w:fldSimple>", "页")
    ) == ["见第3条，共8页"]


def test_a_contents_list_is_left_out_with_its_heading_and_told():
    mark = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
    body = p("目　录") + p(
        mark.format("begin"), "<w:r><w:instrText>TOC \\o</w:instrText></w:r>", mark.format("separate"), "一、甲\t1"
    )
    body += p("二、乙\t2", mark.format("end")) + p("一、甲") + p("二、乙")
    assert lines(body) == ["一、甲", "二、乙"]
    gallery = "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
    wrapped = f"{gallery}<w:sdtContent>{p('一、甲')}</w:sdtContent></w:sdt>"
    assert (
        told(body) == told(wrapped) == told(p("一、甲 1", style="t"), styles=style("toc 1", "t")) == ("未带入目录。",)
    )


def test_a_field_that_never_ends_hides_nothing():
    begin = "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>"
    assert lines(p(begin, "甲") + p("乙")) == ["甲", "乙"]


def test_ringed_characters_and_form_fields_show_what_they_print():
    begin = "<w:r><w:fldChar w:fldCharType='begin'>{}</w:fldChar></w:r>"
    end = "<w:r><w:fldChar w:fldCharType='end'/></w:r>"
    code = "<w:r><w:instrText>EQ \\o\\ac(○,{})</w:instrText></w:r>"
    box = "<w:ffData><w:checkBox><w:default w:val='0'/>{}</w:checkBox></w:ffData>"
    body = p(begin.format(""), code.format("7"), end, "走访", begin.format(""), code.format("急"), end)
    body += p(begin.format(box.format("<w:checked/>")), end, "是", begin.format(box.format("")), end, "否")
    assert lines(body) == ["⑦走访急", "☑是□否"]


def test_numbers_that_only_word_can_count_are_told():
    begin, end = (f"<w:r><w:fldChar w:fldCharType='{one}'/></w:r>" for one in ("begin", "end"))
    body = p(begin, "<w:r><w:instrText> AUTONUM </w:instrText></w:r>", end, "走访。")
    assert told(body)[0].startswith("有 1 处编号是用域写的")


def test_notes_stand_in_the_text_behind_what_they_belong_to():
    body = p(
        "困难家庭",
        r("", more="<w:footnoteReference w:id='2'/>"),
        "逐户",
        r("", more="<w:endnoteReference w:id='1'/>"),
        "走访。",
    )
    notes = f"<w:footnote w:id='2'>{p(' 指低保家庭')}{p('和特困家庭。')}</w:footnote>"
    end = f"<w:endnote w:id='1'>{p('含集体户')}</w:endnote>"
    assert lines(body, footnotes=notes, endnotes=end) == [
        "困难家庭（注：指低保家庭 和特困家庭。）逐户（注：含集体户）走访。"
    ]
    assert told(body, footnotes=notes, endnotes=end) == ("脚注、尾注 2 条改成正文中的括注，写作（注：……）。",)


def test_text_boxes_stand_behind_their_paragraph_and_once():
    body = p("前", text_box(p("框内一") + p("框内二")), "后") + p("末")
    assert lines(body) == ["前后", "框内一", "框内二", "末"]
    assert told(body) == ("文本框 1 个，其中的文字排在所在段落之后。",)


def test_the_words_of_wordart_are_text():
    assert lines(p("甲", "<w:r><w:pict><v:shape><v:textpath string='青禾市'/></v:shape></w:pict></w:r>")) == [
        "甲",
        "青禾市",
    ]


def test_readings_stand_in_brackets_and_formulas_keep_their_text():
    ruby = f"<w:r><w:ruby><w:rt>{r('hé')}</w:rt><w:rubyBase>{r('禾')}</w:rubyBase></w:ruby></w:r>"
    body = p("青", ruby, "市", "<m:oMath><m:r><m:t>a=b+1</m:t></m:r></m:oMath>")
    assert lines(body) == ["青禾（hé）市a=b+1"]
    assert told(body) == ("注音 1 处改写在字后的括号里。", "公式 1 处只带入其中的文字，请核对。")


def test_words_in_heads_and_feet_are_told_and_page_numbers_not():
    assert told("", header=p("内部资料"), footer=p("第 1 页 共 3 页")) == ("未带入页眉页脚的文字：「内部资料」。",)


def test_charts_and_embedded_files_are_told():
    body = p(
        "<w:r><w:drawing><c:chart/></w:drawing></w:r>",
        "<w:r><w:object><v:shape><v:imagedata/></v:shape></w:object></w:r>",
    )
    assert [line[:6] for line in told(body)] == ["未带入图表、", "未带入嵌入的"]


# --- tables and pictures


def test_merged_cells_keep_their_text_once():
    body = table(
        tr(tc("任务", "<w:gridSpan w:val='2'/>"), tc("时限", "<w:vMerge w:val='restart'/>")),
        tr(tc("走访"), tc("建账"), tc("", "<w:vMerge/>")),
        tr(tc("慰问"), tc("回访"), more="<w:gridBefore w:val='1'/>"),
    )
    assert blocks(p("前。") + body)[1] == Table(("任务", "", "时限"), (("走访", "建账", ""), ("", "慰问", "回访")))
    assert told(body) == ("合并的单元格 2 个按拆开排，文字留在第一格。",)


def test_a_first_row_across_the_table_is_its_caption():
    body = table(tr(tc("走访安排表", "<w:gridSpan w:val='2'/>")), tr(tc("任务"), tc("时限")), tr(tc("走访"), tc("8月")))
    assert blocks(p("前。") + body)[1] == Table(("任务", "时限"), (("走访", "8月"),), "走访安排表")


def test_a_table_in_a_table_becomes_lines_of_its_cell():
    inner = table(tr(tc("甲"), tc("乙")), tr(tc("丙"), tc("丁"))) + p("")
    body = table(tr(tc("项目"), tc("内容")), tr(tc("一"), tc(f"{p('如下')}{inner}")))
    assert blocks(p("前。") + body)[1] == Table(("项目", "内容"), (("一", "如下\n甲　乙\n丙　丁"),))
    assert told(body) == ("嵌套的表格 1 个并入所在的格，一行一段。",)


def test_a_frame_of_one_cell_gives_its_text():
    assert blocks(table(tr(tc("一、目标\n正文。")))) == (Heading(1, "一、目标"), Text("正文。"))


def test_pictures_are_taken_out_of_the_file():
    body = p("如图。", drawing("a.png")) + p(drawing("b.bmp", anchored=True))
    made = blocks(body, media={"a.png": png(), "b.bmp": png(form="BMP")})
    pictures = [one for one in made if isinstance(one, Image)]
    assert [(one.path.name, one.width) for one in pictures] == [("a.png", 1_800_000), ("b.bmp", 1_800_000)]
    assert [one.data for one in pictures] == [png(), png(form="BMP")]


def test_pictures_of_other_kinds_are_told():
    body = p("如图。", drawing("a.emf"), drawing("没有"))
    assert [line[:8] for line in told(body, media={"a.emf": b"\x01\x00\x00\x00emf"})] == [
        "未带入图片 1 ",
        "未带入链接的图片",
    ]


def test_pictures_in_tables_stand_behind_the_table():
    body = table(tr(tc("甲"), tc("乙")), tr(tc(p(drawing("a.png"))), tc("丙")))
    assert [type(one) for one in blocks(p("前。") + body, media={"a.png": png()})] == [Text, Table, Image]


# --- what a draft begins and ends with

NOTICE = (
    p("青禾市民政局", jc="center") + p("关于做好走访工作的通知", jc="center") + p("")
    + p("各县（区）民政局，市救助管理站：") + p("为做好走访，现通知如下：") + p("一、目标") + p("按时报送。")
    + p("附件：1.走访安排表") + p("      2.联系表") + p("青禾市民政局", jc="right") + p("2026年6月12日", jc="right")
    + p("（此件公开发布）")
    + p("附件1", more="<w:pageBreakBefore/>") + p("走访", jc="center") + p("安排表", jc="center")
    + table(tr(tc("任务"), tc("时限")), tr(tc("走访"), tc("8月"))) + p("附件2") + p("联系表") + p("联系人：周望。")
)  # fmt: skip


def test_a_whole_draft_is_taken_apart():
    made = whole(NOTICE)
    assert (made.title, made.recipients) == ("青禾市民政局关于做好走访工作的通知", "各县（区）民政局，市救助管理站：")
    assert made.blocks == (Text("为做好走访，现通知如下："), Heading(1, "一、目标"), Text("按时报送。"))
    assert (made.organs, made.day, made.note) == (("青禾市民政局",), date(2026, 6, 12), "（此件公开发布）")
    assert made.listed == ("走访安排表", "联系表")
    assert [(one.mark, one.title, one.blocks) for one in made.enclosed] == [
        ("附件1", "走访安排表", (Table(("任务", "时限"), (("走访", "8月"),)),)),
        ("附件2", "联系表", (Text("联系人：周望。"),)),
    ]


def test_a_red_head_and_an_imprint_are_taken_off():
    head = (
        p("000001")
        + p("机密★1年")
        + p("特急")
        + p("青禾市民政局文件", jc="center")
        + p("青民发〔2026〕21号", jc="center")
    )
    foot = table(tr(tc("抄送：市委办公室。")), tr(tc("青禾市民政局办公室　2026年6月15日印发")))
    made = whole(head + NOTICE + foot)
    assert made.title == "青禾市民政局关于做好走访工作的通知"
    assert made.mast == ("000001", "机密★1年", "特急", "青禾市民政局文件", "青民发〔2026〕21号")
    assert len(made.imprint) == 1 and made.enclosed[-1].blocks == (Text("联系人：周望。"),)


@pytest.mark.parametrize(
    "text",
    [
        "关于调整困难家庭认定标准的请示报告要求如下：",
        "现将有关情况报告如下：",
        "为进一步做好走访慰问工作，制定本方案。",
    ],
)
def test_a_sentence_is_no_title_and_no_recipient(text):
    made = whole(p(text) + p("正文。"))
    assert (made.title, made.recipients) == ("", "")
    assert made.blocks[0] == Text(text)


def test_a_title_style_makes_a_title_whatever_it_says():
    made = whole(p("走访慰问困难家庭", style="T") + p("正文。"), styles=style("Title", "T"))
    assert made.title == "走访慰问困难家庭"


@pytest.mark.parametrize("under", ["青禾市民政局", "2026年6月12日", "2026年6月"])
def test_what_is_centred_under_a_title_does_not_belong_to_it(under):
    made = whole(p("青禾市困难家庭帮扶工作方案", jc="center") + p(under, jc="center") + p("正文。"))
    assert (made.title, made.blocks[0]) == ("青禾市困难家庭帮扶工作方案", Text(under))


def test_a_note_under_the_title_is_that_of_its_adoption():
    made = whole(p("青禾市帮扶办法", jc="center") + p("（2026年3月2日市政府常务会议通过）", jc="center") + p("正文。"))
    assert (made.title, made.adopted) == ("青禾市帮扶办法", "（2026年3月2日市政府常务会议通过）")


def test_a_day_that_does_not_exist_stays_in_the_text():
    made = whole(p("正文。") + p("青禾市民政局") + p("2026年2月30日"))
    assert (made.signed, made.blocks[-1]) == ((), Text("2026年2月30日"))


def test_an_attachment_may_have_its_title_behind_its_mark():
    body = (
        p("正文。")
        + p("青禾市民政局")
        + p("2026年6月12日")
        + p("附件1：走访表")
        + p("甲。")
        + p("附件2：联系表")
        + p("乙。")
    )
    assert [(one.title, one.blocks) for one in whole(body).enclosed] == [
        ("走访表", (Text("甲。"),)),
        ("联系表", (Text("乙。"),)),
    ]


def test_landscape_pages_make_landscape_tables():
    grid = table(tr(tc("任务"), tc("时限")), tr(tc("走访"), tc("8月")))
    ends = "<w:sectPr><w:pgSz w:w='11906' w:h='16838'/></w:sectPr>"
    body = p("正文。") + p("", more=ends) + p("附件") + p("走访表") + grid
    made = whole(body + "<w:sectPr><w:pgSz w:w='16838' w:h='11906' w:orient='landscape'/></w:sectPr>")
    assert made.enclosed[0].blocks == (Table(("任务", "时限"), (("走访", "8月"),), landscape=True),)


def test_landscape_tables_in_the_text_are_told():
    grid = table(tr(tc("任务"), tc("时限")), tr(tc("走访"), tc("8月")))
    made = whole(p("正文。") + grid + "<w:sectPr><w:pgSz w:w='16838' w:h='11906' w:orient='landscape'/></w:sectPr>")
    assert made.told == ("横排页上的表格 1 个在正文里按竖排排；要横排的请作附件。",)


def test_several_organs_and_a_date_in_words_are_a_sign_off():
    made = whole(p("正文。") + p("青禾市民政局　　青禾市财政局") + p("青禾市总工会") + p("二〇二六年十二月三十一日"))
    assert made.organs == ("青禾市民政局", "青禾市财政局", "青禾市总工会")
    assert made.day == date(2026, 12, 31)


def test_a_date_in_the_text_is_no_sign_off():
    made = whole(p("截止日期为") + p("2026年6月12日") + p("请按时报送。"))
    assert made.signed == () and len(made.blocks) == 3


def test_an_attachment_s_own_file_does_not_repeat_its_mark_and_title():
    file = docx(p("附件1") + p("走访", jc="center") + p("安排表", jc="center") + p("一、目标"))
    assert read_rough_blocks(file, "a.docx", "走访安排表")[0] == (Heading(1, "一、目标"),)
    assert read_rough_blocks(file, "a.docx", "别的表")[0] == (Text("走访"), Text("安排表"), Heading(1, "一、目标"))


# --- nothing is lost


def test_what_would_be_lost_stops_the_reading(monkeypatch):
    """A reader that forgets a paragraph is found out by the characters gathered beside it."""
    reading = rough.read_docx
    monkeypatch.setattr(rough, "read_docx", lambda file: rough.Read(reading(file).pieces[1:], (), reading(file).source))
    with pytest.raises(Broken, match="没有读全：少了「甲。」"):
        read_rough(docx(p("甲。") + p("乙。")), "原稿.docx")


def test_what_changes_its_place_stops_the_reading(monkeypatch):
    reading = rough.read_docx
    monkeypatch.setattr(
        rough, "read_docx", lambda file: rough.Read(reading(file).pieces[::-1], (), reading(file).source)
    )
    with pytest.raises(Broken, match="文字的次序变了"):
        read_rough(docx(p("甲。") + p("乙。")), "原稿.docx")


WORDS = st.text("困难家庭走访，。；：（）“”一二1.、①ab 　\u200b\u00a0", max_size=12)
LOOKS = st.sampled_from(["", "<w:b/>", "<w:sz w:val='44'/><w:color w:val='FF0000'/>", "<w:rFonts w:eastAsia='楷体'/>"])


@st.composite
def runs(draw) -> str:
    """A run as it comes: plain, inserted, deleted, linked, with a tab or a break."""
    run = r(draw(WORDS), draw(LOOKS), draw(st.sampled_from(["", "<w:tab/>", "<w:br/>", "<w:br w:type='page'/>"])))
    kind = draw(
        st.sampled_from(["{}", "<w:ins>{}</w:ins>", "<w:hyperlink>{}</w:hyperlink>", "<w:smartTag>{}</w:smartTag>"])
    )
    deleted = draw(st.sampled_from(["", "<w:del><w:r><w:delText>删</w:delText></w:r></w:del>"]))
    return kind.format(run) + deleted


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.lists(runs(), max_size=4), st.booleans(), st.booleans()), min_size=1, max_size=8))
def test_random_drafts_keep_their_text(paragraphs):
    """Whatever the looks, the typed characters come out in order; the rest is the numbers that Word shows."""
    body = "".join(
        p(*inside, **({"numId": "1"} if numbered else {}), more="<w:rPr><w:del/></w:rPr>" if joined else "")
        for inside, numbered, joined in paragraphs
    )
    file = docx(p("始。") + body + p("终。"), numbering=numbering(("bullet", "")))
    typed = squeezed(_typed(body))
    made, _ = read_rough_blocks(file, "原稿.docx")
    assert squeezed("".join(one.text + getattr(one, "rest", "") for one in made)) == f"始。{typed}终。"


def _typed(body: str) -> str:
    """The characters between the tags, without what is deleted."""
    return re.sub(r"<[^>]*>", "", re.sub(r"<w:delText>.*?</w:delText>", "", body))


MARKS = st.sampled_from(["", "", "", "<w:rPr><w:del/></w:rPr>", "<w:rPr><w:ins/></w:rPr>", "<w:pageBreakBefore/>"])
ODD = st.sampled_from(
    [
        "<w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>", r("藏", "<w:vanish/>"),
        "<w:r><w:footnoteReference w:id='2'/></w:r>", field("REF 甲", r("域")), field("TOC", r("录")),
        f"<w:r><w:ruby><w:rt>{r('hé')}</w:rt><w:rubyBase>{r('禾')}</w:rubyBase></w:ruby></w:r>",
        "<w:moveFrom><w:r><w:t>移</w:t></w:r></w:moveFrom>", "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>",
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('填')}</w:sdtContent></w:sdt>",
        "<w:r><w:object><v:shape/></w:object></w:r>",
        "<w:r><w:pict><v:shape><v:textpath string='艺'/></v:shape></w:pict></w:r>",
    ]
)  # fmt: skip


@st.composite
def paragraphs(draw, inside: st.SearchStrategy[str]) -> str:
    """A paragraph of runs, odd things and whatever else may be inside, numbered or not, its end perhaps deleted."""
    number = draw(st.sampled_from([{}, {}, {"numId": "1"}, {"numId": "1", "ilvl": "1"}]))
    return p(*draw(st.lists(runs() | ODD | inside, max_size=4)), more=draw(MARKS), **number)


def grids(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Tables with merged cells and deleted rows."""
    merged = st.sampled_from(["", "", "<w:gridSpan w:val='2'/>", "<w:vMerge/>", "<w:vMerge w:val='restart'/>"])
    cells = st.builds(lambda body, more: tc(body + p(""), more), inside, merged)
    deleted = st.sampled_from(["", "", "<w:del/>", "<w:gridBefore w:val='1'/>"])
    rows = st.builds(lambda made, more: tr(*made, more=more), st.lists(cells, min_size=1, max_size=3), deleted)
    return st.lists(rows, min_size=1, max_size=3).map(lambda made: table(*made) + p(""))


def nested(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    wrapped = children.map(lambda body: f"<w:sdt><w:sdtPr/><w:sdtContent>{body}</w:sdtContent></w:sdt>")
    return paragraphs(children.map(text_box)) | grids(children) | wrapped | st.builds(str.__add__, children, children)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(st.recursive(paragraphs(st.nothing()), nested, max_leaves=8))
def test_whatever_is_nested_in_whatever_nothing_is_lost(body):
    """Two ways through the file, the reading and the gathering of characters, agree on every draft."""
    lists = numbering(("chineseCounting", "%1、"), ("decimal", "%2."))
    notes = f"<w:footnote w:id='2'>{p('注文')}</w:footnote>"
    read_rough_blocks(docx(p("始。") + body, numbering=lists, footnotes=notes), "原稿.docx")


# --- the file itself


def test_a_text_of_nothing_is_refused():
    with pytest.raises(BadInput, match=r"原稿 a\.docx 没有文字"):
        read_rough(docx(p("")), "a.docx")


def test_pictures_alone_are_refused():
    with pytest.raises(BadInput, match="只有图片，没有文字，请先录入成文字"):
        read_rough(docx(p(drawing("a.png")), media={"a.png": png()}), "a.docx")


def test_a_title_alone_is_refused():
    with pytest.raises(BadInput, match="没有正文"):
        read_rough(docx(p("关于走访的通知", jc="center") + p("2026年6月12日")), "a.docx")


def test_text_in_other_files_is_refused():
    with pytest.raises(BadInput, match="嵌有别的文件的内容"):
        read_rough(docx(p("甲。") + "<w:altChunk/>"), "a.docx")
