"""事项数字: of many cases what is added up about them, read by the database out of all that was filled in."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models.fields.json import KT

from gongwen.registry.case_search import matching
from gongwen.registry.models import Event
from gongwen.registry.queries import CaseFigures, CaseQuery


def case_figures(query: CaseQuery, wanted: Mapping[str, Sequence[str]]) -> tuple[CaseFigures, ...]:
    """Of each case that meets the query, as they were opened, where it stands and `wanted` of its data: name →
    the keys that lead to it. A single value comes as its text, a list as a list; None where nothing was filled in."""
    # Named apart from the columns: an annotation may not be called as one of them is.
    paths = {f"said_{name}": KT("__".join(("data", *keys))) for name, keys in wanted.items()}
    columns = ("code", "workflow", "workflow_hash", "stage", "kind", "unit", "closed_at")
    rows = matching(query).order_by("id").annotate(**paths).values_list(*columns, *paths)
    return tuple(_figures(row, tuple(wanted)) for row in rows.iterator(chunk_size=2000))


def stages_left(query: CaseQuery) -> dict[str, tuple[str, ...]]:
    """Of each case that meets the query, by code, the stages that it left, the latest first."""
    found: dict[str, list[str]] = {}
    events = Event.objects.filter(case__in=matching(query).values("pk")).exclude(source="")
    for code, source in events.order_by("case_id", "-seq").values_list("case__code", "source"):
        found.setdefault(code, []).append(source)
    return {code: tuple(sources) for code, sources in found.items()}


def _figures(row: tuple[Any, ...], names: tuple[str, ...]) -> CaseFigures:
    code, workflow, version, stage, kind, unit, closed_at, *said = row
    return CaseFigures(
        code=code,
        workflow=workflow,
        workflow_hash=version,
        stage=stage,
        kind=kind,
        unit=unit,
        closed=closed_at is not None,
        data=dict(zip(names, map(_value, said), strict=True)),
    )


def _value(said: Any) -> Any:
    """What the database gives as text: one value, or a list or record written as JSON."""
    if isinstance(said, str) and said.startswith(("[", "{")):
        try:
            return json.loads(said)
        except ValueError:
            return said
    return None if said is None else str(said)
