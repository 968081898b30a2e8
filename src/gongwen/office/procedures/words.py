"""办理词: the words a workflow may put after `then:`, what each takes and which fields of the case it reads;
office/steps.py does them."""

from __future__ import annotations

from collections.abc import Mapping, Set

from gongwen import drafting
from gongwen.workflow import Argument, Known, Use

STEP_WORDS: Mapping[str, Argument] = {
    "draft": Argument.TEMPLATE,
    "typeset": Argument.NONE,
    "proof": Argument.NONE,
    "number": Argument.NONE,
    "imprint": Argument.NONE,
    "file": Argument.MAYBE_TEMPLATE,
    "sheet": Argument.TEMPLATE,
    "void": Argument.NONE,
    "revoke": Argument.NONE,
    "abolish": Argument.NONE,
    "score": Argument.NONE,
    "grade": Argument.NONE,
    "propose": Argument.NONE,
    "roster_plan": Argument.NONE,
    "roster": Argument.NONE,
    "agenda": Argument.NONE,
    "decisions": Argument.NONE,
    "tell_projects": Argument.NONE,
    "tally": Argument.NONE,
    "draft_each": Argument.TEMPLATE,
    "file_each": Argument.TEMPLATE,
    "discard": Argument.TEMPLATE,
    "open_below": Argument.WORKFLOW,
    "receive": Argument.NONE,
    "results": Argument.NONE,
    "photos": Argument.NONE,
}
STEP_FIELDS: Mapping[str, Set[str]] = {
    "number": {"issued_on"},
    "imprint": {"printed_on", "print_run"},
    "file": {"issued_on", "signed_scan"},
    "sheet": {"issued_on", "printed_on", "print_run", "sealed_on"},
    "void": {"void_approver"},
    "revoke": {"standing_basis", "standing_organ", "standing_on"},
    "abolish": {"standing_basis", "standing_organ", "standing_on"},
    "score": {"sheets"},
    "roster_plan": {"scope", "changes", "group", "members", "office_organ", "office_director"},
    "agenda": {"agenda", "topics"},
    "decisions": {"resolutions", "held_on"},
    "tell_projects": {"meeting"},
    "tally": {"results", "reopen"},
    "file_each": {"signed_scan", "signed_on"},
    "receive": {"incoming_scan", "their_title", "their_kind"},
    "photos": {"progress_photos", "rectification_photos"},
    "results": {"indicators", "grade_lines", "units", "review_checks", "checked_on"},
}
"""The fields of the case that a step reads by name; a new step word that reads one declares it here."""
KEPT_ENDINGS = ("_opinion",)
"""An opinion (审核意见, 签发意见) is a record by itself: it stands in the case's history and on the 处理单."""


def known(sidecars: Mapping[str, str], workflows: frozenset[str], held: Set[str] | None = None) -> Known:
    """What a workflow file may refer to: our step words, the templates there are (name → text of its `fields.yaml`),
    the flows, and the roles somebody holds where an office is asked."""
    return Known(
        steps=STEP_WORDS,
        templates={name: drafting.frame_of(text) for name, text in sidecars.items()},
        workflows=workflows,
        uses={name: Use(*drafting.taken_from_case(text)) for name, text in sidecars.items()},
        step_fields=STEP_FIELDS,
        kept_endings=KEPT_ENDINGS,
        held=held,
    )
