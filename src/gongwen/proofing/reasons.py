"""原因: one fault on a page shows in several places; this table says which finding explains which.

A wrong left margin shifts everything that is measured from the edge of the text. The finding that stands nearest to
what the typist can change is the root; the others stay in the list, say `because` of it and come after it. The table is
read from top to bottom, and the first root that is found and near enough explains.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from gongwen.document.findings import SEVERITIES, Finding

PAPER, PAGE, PLACE, OPPOSITE, TOGETHER, AMOUNT = "全文", "同页", "同处", "此消彼长", "同移", "数值不同"
"""How near an effect lies to its root: anywhere; on its page; on its line; two gaps on one page of which one grew by
what the other lost, as when the element between them moved; anywhere, if both are off by the same; or anywhere, if the
root's figure (the size of the characters) is not the wanted one."""

_SAME = 1.5
"""Two shifts are the same when they differ by no more than this (mm)."""

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_CONTENT = ("glyphs.lost", "text.lost", "paper.")
_PARTS = ("number", "title", "recipients", "cc", "printed_by", "attachments", "body")
"""What is compared with the draft: words that are not on the pages leave characters out."""


@dataclass(frozen=True)
class Cause:
    """A root and the rules it explains (a name that ends with a point is a whole group of them)."""

    root: str
    effects: tuple[str, ...]
    near: str = PAPER


CAUSES = (
    # The sheet, then the page set-up: what is measured from the edges moves with them.
    Cause("page.size", ("margins.", "type_area.", "grid.", "folio.", "imprint.", "mark.top", "tables.top", "letter.",
                        "head.notes", "number.place", "red_rule.length", "lines.numbers", "signers.inset", "sign_off.",
                        "stamp.", "seals.", "note.place", "listed.", "minutes.", "order.number_place")),
    Cause("margins.left", ("margins.right", "type_area.width", "type_area.graphics", "grid.characters", "number.place",
                           "letter.number_place", "order.number_place", "red_rule.length", "imprint.width",
                           "imprint.inset", "folio.inset", "head.notes", "signers.inset", "listed.place",
                           "sign_off.date", "sign_off.name", "sign_off.plain", "seals.inside", "stamp.place",
                           "note.place", "minutes.indent", "lines.numbers")),
    Cause("type_area.width", ("grid.characters", "margins.right", "number.place", "order.number_place",
                              "red_rule.length", "imprint.width", "imprint.inset", "folio.inset", "signers.inset",
                              "sign_off.date", "sign_off.name", "sign_off.plain", "stamp.place", "lines.numbers")),
    Cause("fonts.body", ("grid.", "type_area.bottom", "type_area.width", "lines.numbers"), AMOUNT),
    Cause("fonts.title", ("title.gap", "recipients.gap", "letter.title_gap"), AMOUNT),
    Cause("margins.top", ("mark.top", "imprint.foot"), TOGETHER),
    Cause("margins.top", ("type_area.bottom", "attachments.row", "head.notes", "tables.top")),
    Cause("grid.lines", ("type_area.bottom", "attachments.row", "letter.foot_gap", "seals.gap", "sign_off.page",
                         "imprint.foot")),
    # 版头 and title: an element that moved alone changes the gap above and the gap below it.
    Cause("mark.top", ("number.gap", "letter.rule_gap", "order.number_gap"), OPPOSITE),
    Cause("red_rule.missing", ("title.gap", "number.place"), PAGE),
    Cause("number.gap", ("red_rule.gap",), OPPOSITE),
    Cause("red_rule.gap", ("title.gap",), OPPOSITE),
    Cause("title.gap", ("recipients.gap",), OPPOSITE),
    Cause("preprinted.number", ("title.gap",), PAGE),
    Cause("letter.rule_gap", ("letter.number_gap", "letter.title_gap"), OPPOSITE),
    Cause("letter.number_gap", ("letter.title_gap",), OPPOSITE),
    Cause("letter.title_gap", ("recipients.gap",), OPPOSITE),
    Cause("order.number_gap", ("order.body_gap",), OPPOSITE),
    Cause("title.orphan", ("title.kind", "title.words", "title.shape"), PAGE),
    # Words: what is written otherwise, or is missing, is missing among the printed characters too.
    Cause("number.form", ("number.place", "paper.number"), PAGE),
    Cause("order.number_form", ("order.number_place", "paper.number"), PAGE),
    Cause("fonts.embedded", ("glyphs.unreadable",)),
    Cause("glyphs.unreadable", _CONTENT),
    Cause("glyphs.missing", ("glyphs.unreadable", *_CONTENT)),
    Cause("number.form", _CONTENT),
    Cause("title.kind", _CONTENT),
    Cause("title.words", ("attachments.agree",)),
    Cause("sign_off.missing", (*_CONTENT, "seals.")),
    # Wording: the wrong kind, or the wrong mark in a range, shows to two rules.
    Cause("title.kinds", ("title.kind", "title.unknown"), PAGE),
    Cause("procedure.report", ("closing.kind",)),
    Cause("closing.kind", ("closing.missing",)),
    Cause("numbers.percent", ("numbers.range",), PLACE),
    Cause("numbers.unit", ("numbers.range",), PLACE),
    Cause("marks.etc", ("marks.ellipsis",), PLACE),
    Cause("note.missing", _CONTENT),
    Cause("minutes.missing", _CONTENT),
    Cause("imprint.missing", _CONTENT),
    Cause("listed.marks", ("attachments.agree",)),
    Cause("attachments.numbered", ("attachments.agree",)),
    Cause("sign_off.page", ("attachments.agree", "seals.names")),
    Cause("attachments.agree", _CONTENT),
    Cause("first_page.body", ("imprint.even",)),
    Cause("folio.missing", ("folio.imprint",)),
    Cause("paper.body", ("lines.numbers",), PAGE),
    *(Cause(f"paper.{part}", ("glyphs.lost",)) for part in _PARTS),
    # The end: a date or name that moved takes what is measured from it along.
    Cause("sign_off.date", ("sign_off.name", "seals.date"), PAGE),
    Cause("sign_off.name", ("seals.names",), PAGE),
    Cause("seals.count", ("seals.apart", "seals.date", "seals.names", "seals.rows"), PAGE),
    Cause("seals.apart", ("seals.names",), PAGE),
    Cause("seals.inside", ("seals.names",), PAGE),
    Cause("seals.gap", ("seals.names",), PAGE),
    Cause("listed.place", ("margins.right",), PLACE),
    Cause("number.place", ("margins.right",), PLACE),
    Cause("letter.imprint", ("imprint.inset",)),
    Cause("imprint.width", ("imprint.inset", "type_area.graphics"), PAGE),
)  # fmt: skip


def explained(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings with their reasons: roots first, of either the errors before warnings and notes."""
    found = tuple(findings)
    told = [replace(one, because=one.because or _root(one, found)) for one in found]
    return tuple(sorted(told, key=lambda one: (one.because is not None, SEVERITIES.index(one.severity))))


def _root(finding: Finding, found: Sequence[Finding]) -> str | None:
    """The rule at the end of the chain of reasons; none for a finding that nothing explains."""
    reason = _reason(finding, found)
    last = None
    while reason is not None:
        last, reason = reason, _reason(reason, found)
    return last.rule if last else None


def _reason(finding: Finding, found: Sequence[Finding]) -> Finding | None:
    """The finding that explains this one directly."""
    for cause in CAUSES:
        if covers(cause, finding.rule):
            roots = (one for one in found if one.rule == cause.root and _near(cause.near, one, finding))
            root = next(roots, None)
            if root:
                return root
    return None


def covers(cause: Cause, rule: str) -> bool:
    """Whether a cause explains findings of this rule; never those of its own root."""
    named = any(rule.startswith(name) if name.endswith(".") else rule == name for name in cause.effects)
    return named and rule != cause.root


def _near(near: str, root: Finding, effect: Finding) -> bool:
    """Whether the effect lies as near to the root as the table wants it."""
    here = root.page == effect.page
    if near == PLACE:
        return here and _overlap(root, effect)
    one, other = _deviation(root), _deviation(effect)
    if near == OPPOSITE:
        return here and _cancel(one, other)
    return {PAPER: True, PAGE: here, AMOUNT: one != 0, TOGETHER: abs(one - other) <= _SAME}[near]


def _cancel(one: float, other: float) -> bool:
    """Whether two deviations have opposite signs and make nearly nothing together."""
    return one * other < 0 and abs(one + other) <= _SAME


def _overlap(one: Finding, other: Finding) -> bool:
    if one.box is None or other.box is None:
        return False
    (ax0, ay0, ax1, ay1), (bx0, by0, bx1, by1) = one.box, other.box
    return ax0 <= bx1 and bx0 <= ax1 and ay0 <= by1 and by0 <= ay1


def _deviation(finding: Finding) -> float:
    """By how much what was found is more than what was wanted (less: below zero); 0 when either is no number."""
    found, wanted = _NUMBER.search(finding.found), _NUMBER.search(finding.wanted)
    return float(found[0]) - float(wanted[0]) if found and wanted else 0.0
