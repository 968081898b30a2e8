"""核稿: reads a rendered paper as plain figures and tells what departs from the standard.

`measure` turns a PDF into figures, `page_outline` those into text that reads in a diff, `findings` holds them against
the rules (`CHECKS`) as a rule profile (`read_profile`) has them, `comparing` gives more
rules: those that compare with the drafted words; `marked_pages` draws what was found on the pages.
"""

# ruff: noqa: F401 (the imports below tell type checkers what `__getattr__` finds at run time)

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.drawers import on_demand

if TYPE_CHECKING:
    from gongwen.proofing.agreement import comparing
    from gongwen.proofing.drawing import marked_pages
    from gongwen.proofing.finding import findings, shows_paper
    from gongwen.proofing.layer_file import read_profile, set_by_geometry
    from gongwen.proofing.layers import NATIONAL, Profile
    from gongwen.proofing.measuring import measure
    from gongwen.proofing.outline import page_outline
    from gongwen.proofing.places import Spot, field_of, spots
    from gongwen.proofing.reasons import explained
    from gongwen.proofing.rules import CHECKS
    from gongwen.proofing.rules.check import Check

_DRAWERS = {
    "agreement": "comparing",
    "drawing": "marked_pages",
    "finding": "findings shows_paper",
    "layer_file": "read_profile set_by_geometry",
    "layers": "NATIONAL Profile",
    "measuring": "measure",
    "outline": "page_outline",
    "places": "Spot field_of spots",
    "reasons": "explained",
    "rules": "CHECKS",
    "rules.check": "Check",
}

__all__ = [name for names in _DRAWERS.values() for name in names.split()]

__getattr__ = on_demand(__name__, _DRAWERS)
