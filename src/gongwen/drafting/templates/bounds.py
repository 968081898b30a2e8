"""模板的限度: how far a template may go when it is filled in: so many rounds, so much text, no huge numbers.

The sandbox keeps a template from reaching out of itself; this keeps it from running for ever or filling the memory. A
paper of a hundred pages stays far below every bound.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sized
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import Decimal
from typing import Any

from jinja2 import nodes
from jinja2.filters import do_replace, sync_do_join
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment, SecurityError
from jinja2.utils import pass_context

MOST = 400_000
"""Signs of all texts put aside, and ROUND for each round of a loop, in one part of one paper."""
ROUND = 4
MOST_TEXT = 200_000
"""Signs of one text that is put together."""
LARGEST = 10**30
_left: ContextVar[int | None] = ContextVar("left", default=None)


@contextmanager
def bounded() -> Iterator[None]:
    """Within it a template's rounds and texts are counted; SecurityError once there are too many."""
    token = _left.set(MOST)
    try:
        yield
    finally:
        _left.reset(token)


class Bounded(ImmutableSandboxedEnvironment):
    """The sandbox, reckoning with numbers only, and counting what loops and assignments do."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """`*` and `%` of two numbers; SecurityError for a text repeated, a power, a text formatted, a huge product."""
        numbers = all(isinstance(side, int | float | Decimal) for side in (left, right))
        if operator == "**" or not numbers:
            raise SecurityError(f"「{operator}」只能用来算两个数的积或余数，请改写这一处")
        made = super().call_binop(context, operator, left, right)
        if abs(made) > LARGEST:
            raise SecurityError(f"「{operator}」算出的数大得不像公文里的数，请改写这一处")
        return made

    def _generate(self, source: nodes.Template, *given: Any, **named: Any) -> str:
        """The template's code, each loop and each assignment counted: what a check looks at stays as it was written."""
        for loop in source.find_all(nodes.For):
            loop.iter = _counted(loop.iter, _ROUNDS)
        for assignment in source.find_all((nodes.Assign, nodes.With)):
            _count_kept(assignment)
        return super()._generate(source, *given, **named)


_ROUNDS, _KEPT = "counted rounds", "counted text"


def _count_kept(node: nodes.Assign | nodes.With) -> None:
    if isinstance(node, nodes.With):
        node.values = [_counted(value, _KEPT) for value in node.values]
    else:
        node.node = _counted(node.node, _KEPT)


def _counted(value: nodes.Expr, how: str) -> nodes.Filter:
    return nodes.Filter(value, how, [], [], None, None, lineno=value.lineno)


@pass_context  # here and below: which keeps Jinja from working it out when the template is compiled
def rounds(context: Any, rows: Any) -> Any:
    """What a loop goes through, charged by its length."""
    found = rows if isinstance(rows, Sized) else list(rows)
    _charge(ROUND * len(found))
    return found


@pass_context
def kept(context: Any, value: Any) -> Any:
    """What an assignment keeps, charged by how much it is once it is printed."""
    _charge(_weight(value, MOST))
    return value


@pass_context
def replace(context: Context, text: str, old: str, new: str, count: int | None = None) -> str:
    """Jinja's own, for a text that stays of a decent length."""
    found = min(str(text).count(str(old)), count if count is not None else MOST)
    _refuse_longer(len(str(text)) + found * len(str(new)))
    return do_replace(context.eval_ctx, text, old, new, count)


@pass_context
def join(context: Context, rows: Iterable[Any], between: str = "", attribute: str | int | None = None) -> str:
    """Jinja's own, for a text that stays of a decent length."""
    found = list(rows)
    _refuse_longer(_weight(found, MOST) + len(found) * len(str(between)))
    return sync_do_join(context.eval_ctx, found, between, attribute)


COUNTING = {_ROUNDS: rounds, _KEPT: kept}
"""No template can name these: a filter's name has no blanks."""


def _refuse_longer(length: int) -> None:
    if length > MOST_TEXT:
        raise SecurityError(f"拼出的文字超过 {MOST_TEXT} 字，不像公文，请改写这一处")


def _charge(count: int) -> None:
    left = _left.get()
    if left is None:
        return
    if count > left:
        raise SecurityError("循环的次数或拼出的文字太多，不像公文，请减少循环的层数")
    _left.set(left - count)


def _weight(value: Any, most: int) -> int:
    """How many signs a value is, rows counted with all they hold, no further than `most`."""
    if isinstance(value, str):
        return len(value)
    if not isinstance(value, list | tuple):
        return 1
    weight = 1
    for one in value:
        weight += _weight(one, most - weight)
        if weight > most:
            break
    return weight
