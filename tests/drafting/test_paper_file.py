"""稿件文件: PAPER.yaml is read whole or refused with every fault and its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from docx import Document

from gongwen.document.model import (
    Attachment,
    GroupOffice,
    Heading,
    Image,
    Member,
    Organ,
    Paper,
    Roster,
    Signer,
    Table,
    Text,
)
from gongwen.drafting.paper_file import read_paper, read_paper_file
from gongwen.drafting.templates.shipped import find_template
from gongwen.errors import BadInput

WHOLE = """\
template: ~
kind: 意见
layout: 文件
direction: 下行
issuers:
  - {name: 中共青禾市委宣传部, short: 市委宣传部, seal_mm: 42}
  - {name: 青禾市卫生健康委员会, short: 市卫生健康委}
lead: 青禾市卫生健康委员会
masthead: joint
number: 青卫〔2026〕67号
secrecy: 秘密★1年
urgency: 特急
copy: 3
title: 关于开展帮扶的意见
recipients: [各县（市、区）卫生健康局, 市直有关单位]
body: |
  为做好帮扶工作，提出以下意见。
  一、工作目标

  （一）摸清底数。到户到人。
attachments:
  - title: 领导小组成员名单
    roster:
      group: 领导小组
      members: [{post: 组长, name: 周望, title: 市长}]
      office: {organ: 市卫生健康委, director: 李青和}
      style: 括注
  - title: 任务分工表
    table: {columns: [任务, 时限], rows: [[走访, 12.50], [建档, ~]], caption: 分工, landscape: true, widths: [2, 1]}
  - {title: 说明, body: "一、说明\\n另附。"}
  - {title: 图册, separate: true}
sign_off: sealed
date: 2026-10-09
note: 此件公开发布
cc: [市委办公室，市人大常委会办公室]
printed_by: 青禾市卫生健康委员会办公室
printed_on: 2026年10月10日
even_page: false
"""


PLAIN = "issuers: [局]\ntitle: 通知\nbody: 文。\n"


def read(folder: Path, text: str):
    path = folder / "PAPER.yaml"
    path.write_text(text, encoding="utf-8")
    return read_paper_file(path)


def faults(folder: Path, text: str) -> tuple[str, ...]:
    with pytest.raises(BadInput) as error:
        read(folder, text)
    return error.value.faults


def test_every_key_of_a_paper_is_read(tmp_path):
    assert read(tmp_path, WHOLE).paper == Paper(
        kind="意见",
        issuers=(Organ("中共青禾市委宣传部", "市委宣传部", 42), Organ("青禾市卫生健康委员会", "市卫生健康委")),
        lead="青禾市卫生健康委员会",
        number="青卫〔2026〕67号",
        secrecy="秘密★1年",
        urgency="特急",
        copy=3,
        title="关于开展帮扶的意见",
        recipients=("各县（市、区）卫生健康局", "市直有关单位"),
        blocks=(
            Text("为做好帮扶工作，提出以下意见。"),
            Heading(1, "一、工作目标"),
            Heading(2, "（一）摸清底数。", "到户到人。"),
        ),
        attachments=(
            Attachment(
                "领导小组成员名单",
                roster=Roster(
                    "领导小组", (Member("组长", "周望", "市长"),), GroupOffice("市卫生健康委", "李青和"), "括注"
                ),
            ),
            Attachment(
                "任务分工表",
                (Table(("任务", "时限"), (("走访", "12.50"), ("建档", "")), "分工", True, (2.0, 1.0)),),
            ),
            Attachment("说明", (Heading(1, "一、说明"), Text("另附。"))),
            Attachment("图册", separate=True),
        ),
        date=date(2026, 10, 9),
        note="此件公开发布",
        cc=("市委办公室，市人大常委会办公室",),
        printed_by="青禾市卫生健康委员会办公室",
        printed_on=date(2026, 10, 10),
        even_page=False,
    )


def test_keys_without_a_value_count_as_not_given(tmp_path):
    file = read(tmp_path, "template: 立项批复\nfields: {place: 临溪县}\nnote: ~\ncc: [市委办公室]\n")
    assert (file.template, dict(file.fields), file.given) == (
        "立项批复",
        {"place": "临溪县"},
        frozenset({"template", "fields", "cc"}),
    )


def test_blocks_hold_headings_tables_and_pictures(tmp_path):
    (tmp_path / "map.png").write_bytes(b"png")
    text = """\
issuers: [青禾市民政局]
title: 通知
blocks:
  - h1: 一、任务
  - h2: （一）走访。逐户走访。
  - p: 正文。
  - table: {columns: [甲], rows: [[1]]}
  - image: map.png
"""
    assert read(tmp_path, text).paper.blocks == (
        Heading(1, "一、任务"),
        Heading(2, "（一）走访。", "逐户走访。"),
        Text("正文。"),
        Table(("甲",), (("1",),)),
        Image(tmp_path / "map.png"),
    )


def test_an_attachment_may_be_a_text_or_a_word_file_beside_the_paper(tmp_path):
    (tmp_path / "说明.txt").write_text("一、总则\n正文。", encoding="utf-8")
    document = Document()
    document.add_paragraph("（一）范围")
    table = document.add_table(rows=2, cols=1)
    table.cell(0, 0).text, table.cell(1, 0).text = "项目", "走访"
    document.save(str(tmp_path / "表.docx"))
    text = PLAIN + "attachments: [{title: 甲, file: 说明.txt}, {title: 乙, file: 表.docx}]\n"
    assert [attachment.blocks for attachment in read(tmp_path, text).paper.attachments] == [
        (Heading(1, "一、总则"), Text("正文。")),
        (Heading(2, "（一）范围"), Table(("项目",), (("走访",),))),
    ]


def test_an_upward_paper_names_its_signers(tmp_path):
    text = "issuers: [局]\ntitle: 请示\nbody: 文。\nkind: 请示\ndirection: 上行\nsigners: [{name: 周望, organ: 局}]\n"
    assert read(tmp_path, text).paper.signers == (Signer("周望", "局"),)


def test_every_fault_is_told_at_once_with_its_line(tmp_path):
    text = """\
kind: 方案
titel: 关于
direction: 下行
issuers:
  - {name: 市民政局, seal: 42}
  - {short: 局}
lead: 市教育局
number: 青卫[2026]67号
copy: 0
note: （此件公开发布）
signers: [{name: 周望}]
date: 2026-02-30
recipients: {甲: 乙}
attachments:
  - {title: 名单, roster: {members: [{post: 组长, name: 周望}, {post: 组长, name: 周　望}], style: 竖排}}
  - {title: 附表, table: {columns: [甲, 乙], rows: [[1]]}}
  - {title: 附图, image: 没有.png}
  - {title: 空的}
"""
    assert faults(tmp_path, text) == (
        "PAPER.yaml 第1行：kind「方案」不认识，可用：决议、决定、命令、公报、公告、通告、意见、通知、通报、报告、请示、"
        "批复、议案、函、纪要。",
        "PAPER.yaml 第2行：不认识的项「titel」，请删去或改正（是否为 title？）。",
        "PAPER.yaml 第5行：issuers 第1个机关有不认识的项「seal」，可用：name、short、seal_mm。",
        "PAPER.yaml 第6行：issuers 第2个机关的 name 没有写，请补填。",
        "PAPER.yaml 第7行：lead（主办机关）「市教育局」不在 issuers 之中。",
        "PAPER.yaml 第8行：发文字号「青卫[2026]67号」不合规定：年份应当用六角括号〔〕，"
        "应写成 青卫〔2026〕67号 的形式。",
        "PAPER.yaml 第9行：copy（份号）应当是 1 至 999999 的整数，现为「0」。",
        "PAPER.yaml 第10行：note（附注）「（此件公开发布）」不写括号，印制时自动加圆括号。",
        "PAPER.yaml 第11行：signers（签发人）只用于上行文，请改 direction 或删去 signers。",
        "PAPER.yaml 第12行：date的日期「2026-02-30」无法识别，请写成 2026-07-04 这样的形式。",
        "PAPER.yaml 第13行：recipients 应当是一个列表。",
        "PAPER.yaml 第15行：附件1名单的 style「竖排」不认识，可用：空格、括注。",
        "PAPER.yaml 第15行：附件1名单中「周望」（职务未写）出现两次，请删去一处。",
        "PAPER.yaml 第16行：table 第1行有1格，应当与 columns 一样是2格。",
        "PAPER.yaml 第17行：找不到文件「没有.png」，请核对路径（相对于本文件所在的文件夹）。",
        "PAPER.yaml 第18行：附件4「空的」应当恰有一种内容（roster、body、blocks、table、file、image之一），现有0种。",
        "PAPER.yaml：缺 title（标题），请补填。",
        "PAPER.yaml：缺 body（正文），请补填。",
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("title: 甲\ntitle: 乙\n", "PAPER.yaml 第2行：同一个项写了两次"),
        ("title: [甲\n", "PAPER.yaml 第2行：格式有误，请检查缩进、冒号和引号"),
        ("- 甲\n", "PAPER.yaml：应当由「项: 值」组成。"),
        ("", "PAPER.yaml：文件里没有内容"),
        ("template: 立项批复\nbody: 甲\n", "PAPER.yaml 第2行：正文由模板「立项批复」生成，请删去body，或不用模板。"),
        ("issuers: []\ntitle: 甲\nbody: 乙\n", "PAPER.yaml：缺 issuers（发文机关），请补填。"),
        ("fields: {a: 1}\nissuers: [局]\ntitle: 甲\nbody: 乙\n", "PAPER.yaml 第1行：写了 fields 却没有写 template"),
    ],
)
def test_a_file_of_the_wrong_form_is_refused(tmp_path, text, fault):
    assert faults(tmp_path, text)[0].startswith(fault)


def test_the_template_that_the_command_names_goes_before_the_file_s(tmp_path):
    (tmp_path / "PAPER.yaml").write_text("fields: {unit: 青溪镇}\n", "utf-8")
    assert read_paper_file(tmp_path / "PAPER.yaml", "立项批复").template == "立项批复"
    (tmp_path / "PAPER.yaml").write_text("template: 项目合同书\nfields: {unit: 青溪镇}\n", "utf-8")
    assert read_paper_file(tmp_path / "PAPER.yaml", "立项批复").template == "立项批复"
    assert read_paper_file(tmp_path / "PAPER.yaml").template == "项目合同书"


def test_a_free_number_is_allowed_in_minutes(tmp_path):
    text = PLAIN + "layout: 纪要\nnumber: 第3期\nattendees: {出席: [周望], 请假: [李青和]}\n"
    paper = read(tmp_path, text).paper
    assert (paper.number, paper.attendees.present, paper.attendees.absent) == ("第3期", ("周望",), ("李青和",))


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(BadInput, match=r"找不到文件 .*没有\.yaml"):
        read_paper_file(tmp_path / "没有.yaml")


def test_a_file_that_is_not_text_is_refused(tmp_path):
    (tmp_path / "a.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadInput, match="不是 UTF-8 编码"):
        read_paper_file(tmp_path / "a.yaml")


def test_a_profile_that_this_edition_does_not_have_is_refused(tmp_path):
    """Nothing that is asked for is passed over in silence."""
    path = tmp_path / "PAPER.yaml"
    path.write_text("issuers: [青禾市民政局]\ntitle: 关于走访的通知\nbody: 走访。\nprofile: province\n", "utf-8")
    with pytest.raises(BadInput, match=r"第4行：profile「province」不认识，可用：national"):
        read_paper_file(path)


LETTER = """\
layout: 信函
issuers: [青禾市民政局]
title: 关于商请派员的函
body: 请派员。
"""


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("printed_by: 办公室", "PAPER.yaml 第5行：信函的版记不印印发机关（GB/T 9704—2012 10.1），请删去 printed_by。"),
        ("attendees: {出席: [沈行]}", "PAPER.yaml 第5行：attendees（出席、请假、列席）只用于纪要。"),
        ("signers: [沈行]", "PAPER.yaml 第5行：signers（签发人）只用于上行文，请改 direction 或删去 signers。"),
    ],
)
def test_what_a_format_does_not_have_is_refused_with_its_line(tmp_path, line, told):
    with pytest.raises(BadInput) as caught:
        read_paper(LETTER + line, "PAPER.yaml", tmp_path)
    assert str(caught.value) == told


def test_an_order_takes_no_title_no_addressee_and_no_signers(tmp_path):
    text = LETTER.replace("信函", "命令") + "recipients: [各县]\ndirection: 上行\nsigners: [沈行]\n"
    title = "PAPER.yaml 第3行：命令的令号之下直接排正文，不排标题（GB/T 9704—2012 10.2），请删去 title。"
    with pytest.raises(BadInput) as caught:
        read_paper(text, "PAPER.yaml", tmp_path)
    assert str(caught.value).splitlines() == [
        title,
        "PAPER.yaml 第5行：命令不写主送机关，请删去 recipients。",
        "PAPER.yaml 第7行：signers（签发人）只用于文件格式，请改 layout 或删去 signers。",
    ]


@pytest.mark.parametrize(
    ("layout", "sign_off"), [("文件", "sealed"), ("信函", "sealed"), ("命令", "stamp"), ("纪要", "none")]
)
def test_how_a_paper_is_signed_off_follows_its_format_unless_it_says_so(tmp_path, layout, sign_off):
    text = LETTER.replace("信函", layout)
    text = text.replace("title: 关于商请派员的函\n", "") if layout == "命令" else text
    assert read_paper(text, "PAPER.yaml", tmp_path).paper.sign_off == sign_off
    assert read_paper(text + "sign_off: plain", "PAPER.yaml", tmp_path).paper.sign_off == "plain"


def test_with_a_template_the_format_of_the_template_judges_what_is_written(tmp_path):
    minutes = find_template("会议纪要")
    good = read_paper("template: 会议纪要\nnumber: 第3期", "PAPER.yaml", tmp_path).with_template(minutes)
    assert (good.layout, good.number, good.sign_off) == ("纪要", "第3期", "none")
    bad = read_paper("template: 复函\nnumber: 第3期\nprinted_by: 办公室", "PAPER.yaml", tmp_path)
    with pytest.raises(BadInput, match=r"第3行：信函的版记不印印发机关[^\n]*\n.*第2行：发文字号"):
        bad.with_template(find_template("复函"))


def test_a_single_person_or_organ_needs_no_list(tmp_path):
    text = (
        "issuers: {name: 青禾市民政局, seal_mm: 42}\nsignature: {post: 局长, name: 许明辉}\ntitle: 通知\nbody: 好。\n"
    )
    paper = read_paper(text, "PAPER.yaml", tmp_path).paper
    assert paper.issuers == (Organ("青禾市民政局", seal_mm=42),)
    assert paper.signature == (Signer("许明辉", post="局长"),)


def test_a_name_that_no_file_can_have_is_a_file_not_found(tmp_path):
    text = f"issuers: [青禾市民政局]\ntitle: 通知\nblocks:\n  - image: {'长' * 300}.png\n"
    with pytest.raises(BadInput, match=r"找不到文件「长{80}」"):
        read_paper(text, "PAPER.yaml", tmp_path)
