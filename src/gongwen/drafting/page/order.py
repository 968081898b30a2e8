"""命令（令）格式: the mark 20 mm under the upper edge of 版心, 令号 in the middle under it (GB/T 9704—2012 10.2)."""

from __future__ import annotations

from gongwen.document import layout
from gongwen.document.model import Paper
from gongwen.drafting.page import head
from gongwen.drafting.page.fit import Fit
from gongwen.drafting.word.band import Band


def bands(paper: Paper, fit: Fit) -> list[Band]:
    """The head of an order from the page's first line to 令号."""
    return head.to_number(paper, fit, layout.ORDER_MARK_TOP, [head.number_line(paper)])
