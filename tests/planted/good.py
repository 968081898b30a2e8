"""好文: the good papers that faults are planted in, built from figures alone; every one of them is free of findings."""

from __future__ import annotations

from dataclasses import replace

from gongwen.document.model import Attachment
from gongwen.document.wording import Wording
from planted.planting import Case
from proofing import formats, sheets, test_details, test_endings
from proofing.sheets import right_paper

ONE = replace(sheets.PAPER, attachments=(Attachment("帮扶项目清单"),), note="此件公开发布")
WORDING = Wording(
    title=ONE.title,
    recipients="各县（区）人民政府：",
    body=(
        "".join(one.text for sheet in right_paper().sheets for one in sheet.lines if one.text.startswith("帮扶困难")),
    ),
    attachments=(("帮扶项目清单", ("一、望山区助学项目",)),),
)


def _spaced_out() -> Case:
    """Five organs whose seals are not drawn."""
    return Case(test_endings.joint(drawn=False), test_endings.JOINT)


def _two_lists() -> Case:
    """Two attachments, both bound; 版记 on page 5 by wish."""
    make, paper = test_details.RIGHT["listed"]
    return Case(make(), paper)


def good(name: str) -> Case:
    """A good paper by its name."""
    made = {
        "通知": lambda: Case(right_paper(), ONE),
        "他处通知": lambda: Case(right_paper(), None),
        "对照文稿的通知": lambda: Case(right_paper(), ONE, wording=WORDING),
        "带份号的通知": lambda: _of(test_details, "noted"),
        "请示": lambda: _of(test_details, "upward"),
        "两个附件": _two_lists,
        "跨页表格": lambda: _of(test_details, "tabled"),
        "空白页后版记": lambda: _of(test_details, "after blank"),
        "单独一页版记": lambda: _of(test_details, "alone"),
        "信函": lambda: Case(formats.letter(), formats.LETTER),
        "命令": lambda: Case(formats.order(), formats.ORDER),
        "纪要": lambda: Case(formats.minutes(), formats.MINUTES),
        "套打": lambda: Case(formats.without_red(right_paper()), ONE, preprinted=True),
        "一枚印章": lambda: _of(test_endings, "single"),
        "五枚印章": lambda: _of(test_endings, "joint"),
        "五家未画印章": _spaced_out,
        "五家不盖印章": lambda: _of(test_endings, "plain"),
        "两枚签名章": lambda: _of(test_endings, "stamped"),
    }
    return made[name]()


def _of(module, name: str) -> Case:
    make, paper = module.RIGHT[name]
    return Case(make(), paper)


NAMES = (
    "通知",
    "他处通知",
    "对照文稿的通知",
    "带份号的通知",
    "请示",
    "两个附件",
    "跨页表格",
    "空白页后版记",
    "单独一页版记",
    "信函",
    "命令",
    "纪要",
    "套打",
    "一枚印章",
    "五枚印章",
    "五家未画印章",
    "五家不盖印章",
    "两枚签名章",
)
