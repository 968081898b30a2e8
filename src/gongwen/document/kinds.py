"""文种: the fifteen kinds of paper of 党政机关公文处理工作条例 (2012) 第八条."""

KINDS = (
    "决议", "决定", "命令", "公报", "公告", "通告", "意见", "通知",
    "通报", "报告", "请示", "批复", "议案", "函", "纪要",
)  # fmt: skip
LAYOUTS = ("文件", "信函", "命令", "纪要")
DIRECTIONS = ("下行", "平行", "上行")
SIGN_OFFS = ("sealed", "plain", "stamp", "none")
SIGN_OFF_OF = {"命令": "stamp", "纪要": "none"}
"""How a format is signed off where nothing is said; the others bear a seal (GB/T 9704—2012 7.3.5, 10.2, 10.3)."""
