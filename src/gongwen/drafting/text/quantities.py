"""数字与单位: what no line may part: a figure from its unit, a 文号, a date, `——` and `……` (实务; GB/T 15834, 15835).

`spans` are the stretches to keep whole in running text; `wider_spans` are those of a title, where whole dates, years'
ranges and ordinals stay together too, because its lines are made, not filled.
"""

from __future__ import annotations

import re

_COUNTED = """
部门 单位 学年 学期 个工作日 个百分点 个自然日 个月 个 平方米 立方米 公里 千米 厘米 毫米 米 亩 公顷 吨 公斤 千克
克 升 千瓦时 小时 分钟 秒 季度 年度 周年 年级 年 月 日 天 周 时 分 元 角 户次 户 人次 人 名 位 家 所 件 份 项 次
条 款 期 批 号 岁 台 辆 套 间 栋 处 村 页 卷 册 本 张 场 届 类 级 例 起 笔 组 队 座 棵 头 只 羽 倍 折 字 行 楼
室 ℃ % ％ ‰
"""
_UNIT = "|".join(map(re.escape, _COUNTED.split()))
_FIGURE = r"\d+(?:[,，]\d{3})*(?:\.\d+)?"
QUANTITY = rf"[￥¥$约近超逾第]?{_FIGURE}(?:余|多)?[十百千万亿]*(?:余|多)?(?:{_UNIT})"
"""A figure with its unit: 120万元, 36户, 5个工作日, 85.5%, 第12号."""

_REFERENCE = r"〔\d{4}〕\d+号"
_PAIRS = r"——|……"
_TIED = rf"(?:{QUANTITY}|{_FIGURE}|\w)(?:[～·]|—(?!—))"
"""What a connecting mark stands behind: it begins no line (GB/T 15834 5.1.8)."""

_DATE = r"\d{4}年(?:(?:度|上半年|下半年|全年|第?[一二三四1-4]季度|\d{1,2}月(?:\d{1,2}日)?))?|\d{1,2}月\d{1,2}日"
_ORDINAL = r"第[一二三四五六七八九十百零〇]+(?:[批次届期号轮类章条款]|季度)"
_NUMERALS = r"[一二三四五六七八九十百千万两]+(?:周年|年级|个月|个|年|届|次|项|所|家|名|户|条)"
_RUNNING = re.compile("|".join((_REFERENCE, _PAIRS, rf"{QUANTITY}(?![—～])", _TIED, _ORDINAL, r"\d+(?:\.\d+)+")))
_WIDER = re.compile(
    "|".join(
        (
            rf"(?:{_DATE})[—～](?:{_DATE})",
            rf"(?:{QUANTITY}|{_FIGURE})[—～](?:{QUANTITY})",
            _DATE,
            r"\d{4}年第?[一二三四五六七八九十0-9]+[批次期]",
            _REFERENCE,
            QUANTITY,
            _ORDINAL,
            _NUMERALS,
            _PAIRS,
            r"[0-9A-Za-z.%+/&_~-]+(?:[—～][0-9A-Za-z.%]+)*",
        )
    )
)


def spans(text: str) -> list[tuple[int, int]]:
    """Where running text must not be parted inside, as (start, end)."""
    return [found.span() for found in _RUNNING.finditer(text)]


def wider_spans(text: str) -> list[tuple[int, int]]:
    """Where a title must not be parted inside, as (start, end)."""
    return [found.span() for found in _WIDER.finditer(text)]
