"""版面提要: the outline of a measured paper, line by line."""

from __future__ import annotations

from dataclasses import replace

from gongwen.document.sheet import Measured, Picture, Rule, Sheet
from gongwen.proofing import page_outline
from proofing import sheets
from proofing.sheets import body, moved, on_page, right_paper

EXPECTED = """\
第1页 210×297
  红头 小标宋 红 36 居中 上72 “青禾市民政局文件”
  文号 仿宋 16 居中 上105.5 “青民〔2026〕7号”
  红线 红 粗0.35 长156 上115.5
  标题 小标宋 22 居中 上136 “关于做好困难家庭帮扶工作的通知”
  主送 仿宋 16 顶格 上154 “各县（区）人民政府：”
  正文 仿宋 16 ×9行 0段 顶格 上164.5 “帮扶困难家庭帮扶困难家庭帮扶困难家庭帮扶困难家庭……”
  页码 宋体 14 右空1字 上266 “—1—”

第2页 210×297
  正文 仿宋 16 ×22行 0段 顶格 上37 “帮扶困难家庭帮扶困难家庭帮扶困难家庭帮扶困难家庭……”
  页码 宋体 14 左空1字 上266 “—2—”

第3页 210×297
  正文 仿宋 16 ×6行 0段 顶格 上37 “帮扶困难家庭帮扶困难家庭帮扶困难家庭帮扶困难家庭……”
  附件说明 仿宋 16 左空2字 上110 “附件：帮扶项目清单”
  署名 仿宋 16 右空5.5字 上141.5 “青禾市民政局”
  日期 仿宋 16 右空4字 上152 “2026年7月4日”
  附注 仿宋 16 左空2字 上162.5 “（此件公开发布）”
  页码 宋体 14 右空1字 上266 “—3—”

第4页 210×297
  附件标识 黑体 16 顶格 上37 “附件”
  附件标题 小标宋 22 居中 上56 “帮扶项目清单”
  附件正文 仿宋 16 ×1行 1段 左空2字 上79 “一、望山区助学项目”
  版记线 黑 粗0.35 长156 上241
  版记 仿宋 14 左空1字 上243 “抄送：市委办公室。”
  版记线 黑 粗0.25 长156 上251
  版记 仿宋 14 左空1字 上253 “青禾市民政局办公室”
  版记 仿宋 14 左空17.5字 上253 “2026年7月5日印发”
  版记线 黑 粗0.35 长156 上262
  页码 宋体 14 左空1字 上266 “—4—”

"""


def test_the_outline_of_a_whole_paper_reads_from_top_to_bottom() -> None:
    assert page_outline(right_paper()) == EXPECTED


def test_a_drift_too_small_to_see_does_not_change_the_outline() -> None:
    assert page_outline(moved("", right=0.04, down=0.04)(right_paper())).count("居中") == EXPECTED.count("居中")
    assert page_outline(moved("困难家庭", down=0.03)(right_paper())) == EXPECTED


def test_a_moved_line_changes_one_line_of_the_outline() -> None:
    drifted = page_outline(moved("关于做好", down=2)(right_paper())).splitlines()
    changed = [pair for pair in zip(drifted, EXPECTED.splitlines(), strict=True) if pair[0] != pair[1]]
    assert [line for line, _ in changed] == ["  标题 小标宋 22 居中 上138 “关于做好困难家庭帮扶工作的通知”"]


def test_headings_in_their_own_face_are_told_apart_from_the_text() -> None:
    lines = (
        sheets.line("一、总体要求", 39, 37, font=sheets.HEITI),
        *body(47.4, 2, 1),
        sheets.line("（一）重点任务", 39, 68.3, font="KaiTi_GB2312"),
    )
    outline = page_outline(Measured((Sheet(1, 210, 297, lines, ()),), ()))
    assert [row.split(" 上")[0] for row in outline.splitlines()[1:4]] == [
        "  正文 黑体 16 ×1行 1段 左空2字", "  正文 仿宋 16 ×2行 0段 顶格", "  正文 楷体 16 ×1行 1段 左空2字",
    ]  # fmt: skip


def test_a_line_of_figures_takes_the_face_of_its_chinese_characters() -> None:
    line = sheets.line("资金120000元", 39, 37)
    mixed = replace(
        line, glyphs=tuple(replace(g, font="TimesNewRomanPSMT") if g.text.isdigit() else g for g in line.glyphs)
    )
    assert "正文 仿宋 16" in page_outline(Measured((Sheet(1, 210, 297, (mixed,), ()),), ()))


def test_tables_pictures_and_turned_pages_are_told() -> None:
    cells = (sheets.line("序号", 30, 50, 12), sheets.line("户数", 60, 50, 12))
    border = Rule(1, 28, 48, 28, 60, 0.2)
    sheet = Sheet(1, 297, 210, cells, (border,), (Picture(1, 100, 90, 142, 132),))
    assert page_outline(Measured((sheet,), ())) == (
        "第1页 297×210 横 竖线1条\n  表格 12 上50 序号｜户数\n  图片 42×42 左100 上90\n\n"
    )


def test_an_empty_page_is_told_as_empty() -> None:
    blank = on_page(2, lambda sheet: replace(sheet, lines=()))(right_paper())
    assert "第2页 210×297\n\n第3页" in page_outline(blank)
