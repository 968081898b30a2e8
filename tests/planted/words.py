"""字句和行文的种错: papers of which one sentence, title or addressee is wrong, and neighbours that only look like it.

The words are those that the rules of wording and of procedure are tested with one by one; here every rule that reads
words looks at each of them. Their pages are set line by line without care, so rules of layout are left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from gongwen.document.findings import Finding
from gongwen.proofing import CHECKS, findings
from proofing import test_procedure, test_wording
from proofing.texts import Said, measured

RULES = {*test_wording.PLANTED, *test_procedure.PLANTED, *test_wording.SEQUENCES}
"""The rules that read words; some of those for dates and numbers have pages of their own besides."""
Worded = tuple[str, str, Said]

OTHERS: dict[tuple[str, str], set[str]] = {
    ("dates.unreal", "农历12月30日。"): {"numbers.lunar"},
    ("dates.weekday", "农历7月10日（星期三）。"): {"numbers.lunar"},
    ("procedure.copied_down", "1"): {"recipients.both"},
    ("procedure.forwarded", "1"): {"closing.missing"},
    ("procedure.forwarded", "0"): {"closing.missing"},
    ("procedure.leader", "2"): {"closing.kind", "closing.missing"},
}
"""Neighbours that keep their own rule and break another one, which rightly speaks."""


def told(said: Said) -> tuple[Finding, ...]:
    """What the rules that read words say, in the order of the report."""
    checks = [check for check in CHECKS if check.id in RULES]
    return findings(measured(said), said.paper, checks, facts=said.facts)


def faults() -> Iterator[Worded]:
    """Every rule with its faults, each by a name."""
    for rule, texts in test_wording.PLANTED.items():
        yield from ((rule, text, test_wording.said(rule, text)) for text in texts)
    for rule, papers in test_procedure.PLANTED.items():
        yield from ((rule, str(number), paper) for number, paper in enumerate(papers))
    yield "levels.numbers", "缺第二项", test_wording.headed("一、任务", "三、监督")
    yield "levels.numbers", "重复", test_wording.headed("一、任务", "一、监督")
    yield "levels.skipped", "跳过两级", test_wording.headed("一、任务", "（1）摸底")


def neighbours() -> Iterator[Worded]:
    """Every rule with words that only look like its fault."""
    for rule, texts in test_wording.NEAR.items():
        yield from ((rule, text, test_wording.said(rule, text)) for text in texts)
    for rule, papers in test_procedure.NEAR.items():
        yield from ((rule, str(number), paper) for number, paper in enumerate(papers))
    yield "levels.numbers", "依次编号", test_wording.headed(*test_wording.LEVELS)
    yield "levels.skipped", "跳过第二级", test_wording.headed("一、任务", "1.摸底", "（1）建档")
