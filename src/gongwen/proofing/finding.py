"""核稿结果: everything the rules find on the measured pages of a paper."""

from __future__ import annotations

from collections.abc import Sequence

from gongwen.document.facts import Facts
from gongwen.document.findings import Finding
from gongwen.document.model import Paper
from gongwen.document.sheet import Measured
from gongwen.proofing.layers import NATIONAL, Profile
from gongwen.proofing.reasons import explained
from gongwen.proofing.rules import CHECKS
from gongwen.proofing.rules.check import Check, Proof
from gongwen.proofing.zones import NUMBER, RECIPIENTS, read_zones


def findings(
    measured: Measured,
    paper: Paper | None = None,
    checks: Sequence[Check] = CHECKS,
    *,
    preprinted: bool = False,
    profile: Profile = NATIONAL,
    facts: Facts | None = None,
) -> tuple[Finding, ...]:
    """All findings as the profile has them: those that another one explains last, of either the errors first, then by
    the order of the rules and pages.

    Without a paper only what the pages themselves show is judged (a paper made elsewhere). `preprinted`: the paper is
    printed onto a pre-printed red head (套打): mark and red rules are not on the pages, and what stands
    under them is held against where they stand. `facts` are what the office knows and no paper shows: the roster in
    force, whose a 代字 is, who has two superiors.
    """
    proof = Proof(measured, paper, preprinted, profile.page_setup, profile.figures(checks), facts or Facts())
    found = [finding for check in checks for finding in check.findings(proof)]
    return explained(profile.judged(found))


def shows_paper(measured: Measured) -> bool:
    """Whether the pages show a 公文: a mark, a number or addressees.

    What shows none of them is a form, a contract or an enclosure, which GB/T 9704 does not lay out.
    """
    read = read_zones(measured)
    return read.layout != "其他" or bool(read.of(NUMBER, RECIPIENTS))
