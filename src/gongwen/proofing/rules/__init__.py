"""核稿规则: every measured rule, in the order in which findings are told."""

from __future__ import annotations

from gongwen.proofing.rules import (
    breaks,
    enclosures,
    folio,
    fonts,
    foot,
    grid,
    head,
    letter,
    listing,
    minutes,
    notes,
    order,
    page,
    preprinted,
    seals,
    sign_off,
    stamps,
    tables,
    wording,
)
from gongwen.proofing.rules.check import Check

CHECKS: tuple[Check, ...] = (
    *page.CHECKS,
    *grid.CHECKS,
    *head.CHECKS,
    *notes.CHECKS,
    *letter.CHECKS,
    *order.CHECKS,
    *minutes.CHECKS,
    *preprinted.CHECKS,
    *wording.CHECKS,
    *sign_off.CHECKS,
    *seals.CHECKS,
    *stamps.CHECKS,
    *listing.CHECKS,
    *enclosures.CHECKS,
    *tables.CHECKS,
    *breaks.CHECKS,
    *foot.CHECKS,
    *folio.CHECKS,
    *fonts.CHECKS,
)
