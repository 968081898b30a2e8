"""办理词: the words a workflow may put after `then:` and what each takes; office/steps.py does them."""

from __future__ import annotations

from collections.abc import Mapping

from gongwen.workflow import Argument, Known

STEP_WORDS: Mapping[str, Argument] = {
    "draft": Argument.TEMPLATE,
    "typeset": Argument.NONE,
    "proof": Argument.NONE,
    "number": Argument.NONE,
    "imprint": Argument.NONE,
    "file": Argument.MAYBE_TEMPLATE,
    "score": Argument.NONE,
    "grade": Argument.NONE,
    "propose": Argument.NONE,
}


def known(templates: Mapping[str, str], workflows: frozenset[str]) -> Known:
    """What a workflow file may refer to: our step words, and the templates (with their frames) and flows there are."""
    return Known(STEP_WORDS, templates, workflows)
