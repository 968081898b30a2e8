"""核稿结果: everything the rules find on the measured pages of a paper."""

from __future__ import annotations

from collections.abc import Iterable

from gongwen.document.findings import SEVERITIES, Finding
from gongwen.document.model import Paper
from gongwen.document.sheet import Measured
from gongwen.proofing.rules import CHECKS
from gongwen.proofing.rules.check import Check, Proof


def findings(
    measured: Measured, paper: Paper | None = None, checks: Iterable[Check] = CHECKS, *, preprinted: bool = False
) -> tuple[Finding, ...]:
    """All findings, errors first, then by the order of the rules and pages.

    Without a paper only what the pages themselves show is judged (a paper made elsewhere). `preprinted`: the paper is
    printed onto a pre-printed red head (套打): mark and red rules are not on the pages, and what stands
    under them is held against where they stand.
    """
    proof = Proof(measured, paper, preprinted)
    found = [finding for check in checks for finding in check.findings(proof)]
    return tuple(sorted(found, key=lambda finding: SEVERITIES.index(finding.severity)))
