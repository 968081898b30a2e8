"""核稿规则: every measured rule, in the order in which findings are told."""

from __future__ import annotations

from gongwen.proofing.rules import (
    enclosures,
    fonts,
    foot,
    grid,
    head,
    letter,
    minutes,
    order,
    page,
    preprinted,
    seals,
    sign_off,
    stamps,
    wording,
)
from gongwen.proofing.rules.check import Check

CHECKS: tuple[Check, ...] = (
    *page.CHECKS,
    *grid.CHECKS,
    *head.CHECKS,
    *letter.CHECKS,
    *order.CHECKS,
    *minutes.CHECKS,
    *preprinted.CHECKS,
    *wording.CHECKS,
    *sign_off.CHECKS,
    *seals.CHECKS,
    *stamps.CHECKS,
    *enclosures.CHECKS,
    *foot.CHECKS,
    *fonts.CHECKS,
)
