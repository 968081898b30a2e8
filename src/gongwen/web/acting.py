"""办一步: what a browser sends with a move beside its form: the key by which it is taken once, reason, stage, party."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gongwen.document.fields import Field
from gongwen.errors import BadInput
from gongwen.office.ruling.move_form import MoveForm
from gongwen.web import filling

ASIDE = ("reason", "to", "party")
"""What a move asks for beside its fields; named apart from them by a leading dash in the page."""


def key_of(request: Any, key: str) -> str:
    """The key of a form, this person's own: nobody takes another's."""
    return f"网页:{request.actor.person}:{key}"


def aside(request: Any) -> dict[str, str]:
    """Reason, stage and party as they were sent."""
    return {name: request.POST.get(f"-{name}", "").strip() for name in ASIDE}


def typed(request: Any, fields: Sequence[Field]) -> dict[str, Any]:
    """All that was typed, to show the form again as it was."""
    return {**filling.typed(fields, request.POST), **{f"-{name}": text for name, text in aside(request).items()}}


def sure(request: Any, form: MoveForm) -> None:
    """What cannot be undone is done only after it was read and ticked."""
    if form.consequence.final and not request.POST.get("sure"):
        raise BadInput(f"「{form.action}」办了不能恢复，请看清后勾选“我已看清”，再提交。")


def number(text: str | None) -> int | None:
    """A whole number that a page sends back; None where it sends none."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else None
