"""Forms as a browser sends them: every input of a page's form with its present value, changed where the test types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import html


def form_of(answer: Any, *, marked: str = "") -> Any:
    """The form of a page that is sent by POST: the one whose text or address holds `marked`, else the last one."""
    found = [one for one in html.fromstring(answer.content.decode()).forms if one.method == "POST"]
    fitting = [one for one in found if marked in (one.action or "") or marked in one.text_content()]
    assert fitting, f"no form with {marked!r}"
    return fitting[-1]


def filled(answer: Any, typed: Mapping[str, Any], *, marked: str = "") -> dict[str, Any]:
    """What the form would send, with what was typed."""
    values = {name: value for name, value in form_of(answer, marked=marked).form_values() if value}
    return {**values, **{name: value for name, value in typed.items() if value is not None}}


def flat(form: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a move as a page names them: cells of tables as field-0-column, a list as lines."""
    sent: dict[str, Any] = {}
    for name, value in form.items():
        if isinstance(value, list) and value and isinstance(value[0], Mapping):
            sent |= {f"{name}-{number}-{column}": str(cell) for number, line in enumerate(value)
                     for column, cell in line.items()}  # fmt: skip
        else:
            sent[name] = "\n".join(map(str, value)) if isinstance(value, list) else value
    return sent
