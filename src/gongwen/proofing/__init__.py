"""核稿: reads a rendered paper as plain figures and tells what departs from the standard.

`measure` turns a PDF into figures, `page_outline` those into text that reads in a diff, `findings` holds them against
the rules.
"""

from __future__ import annotations

from gongwen.proofing.findings import findings
from gongwen.proofing.measure import measure
from gongwen.proofing.outline import page_outline

__all__ = ["findings", "measure", "page_outline"]
