"""核稿: reads a rendered paper as plain figures and tells what departs from the standard.

`measure` turns a PDF into figures, `page_outline` those into text that reads in a diff, `findings` holds them against
the rules (`CHECKS`) as a rule profile (`read_profile`) has them, `comparing` gives more
rules: those that compare with the drafted words; `marked_pages` draws what was found on the pages.
"""

from __future__ import annotations

from gongwen.proofing.agreement import comparing
from gongwen.proofing.drawing import marked_pages
from gongwen.proofing.findings import findings, shows_paper
from gongwen.proofing.layer_file import read_profile, set_by_geometry
from gongwen.proofing.layers import NATIONAL, Profile
from gongwen.proofing.measure import measure
from gongwen.proofing.outline import page_outline
from gongwen.proofing.places import Spot, field_of, spots
from gongwen.proofing.reasons import explained
from gongwen.proofing.rules import CHECKS
from gongwen.proofing.rules.check import Check

__all__ = [
    "CHECKS",
    "NATIONAL",
    "Check",
    "Profile",
    "Spot",
    "comparing",
    "explained",
    "field_of",
    "findings",
    "marked_pages",
    "measure",
    "page_outline",
    "read_profile",
    "set_by_geometry",
    "shows_paper",
    "spots",
]
