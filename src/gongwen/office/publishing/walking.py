"""推演的差事: a published or proposed workflow walked at random, as rows and sentences for its page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from gongwen import registry, workflow
from gongwen.errors import BadInput
from gongwen.office.errand_slip import Slip, result
from gongwen.office.people import Actor
from gongwen.office.procedures import flows, shelf, simulating

KIND = "simulation"


def walk(slip: Slip) -> dict[str, Any]:
    """The errand: argument `name` and `version` (or `proposal`), `runs`, `seed`, `returns`. The result holds the whole
    of `simulating.told` under `simulation`."""
    definition = _definition(slip.argument)
    slip.told(0, 1, f"推演流程「{definition.title}」")
    made = simulating.told(definition, flows.known_today(slip.now), **_numbers(slip.argument))
    return result(told=[sentence.strip() for sentence in simulating.sentences(made)], simulation=made)


def ready(argument: Mapping[str, Any], about: str, actor: Actor, now: datetime) -> None:
    """BadInput for a workflow that there is not, or numbers that are none."""
    _definition(argument)
    simulating.check_size(**_numbers(argument))


def tables(row: registry.ErrandRow) -> dict[str, Any] | None:
    """What a finished errand found, with the columns of its tables; None while it is not done."""
    if row.state != registry.DONE:
        return None
    made = row.result["simulation"]
    return {
        "made": made,
        "ends": _table(made["ends"], simulating.END_COLUMNS),
        "papers": _table(made["papers"], simulating.PAPER_COLUMNS),
        "told": row.result["told"],
    }


def _table(rows: list[dict[str, Any]], columns: Mapping[str, str]) -> dict[str, Any]:
    return {"columns": list(columns.values()), "rows": [[row[key] for key in columns] for row in rows]}


USUAL = {"runs": 200, "seed": 1, "returns": workflow.RETURNS}
"""How often, from which seed, with at most so many returns, where nothing else is said."""


def _numbers(argument: Mapping[str, Any]) -> dict[str, int]:
    given = {key: str(argument.get(key) or usual) for key, usual in USUAL.items()}
    if wrong := [text for text in given.values() if not text.isdecimal() or len(text) > 6]:
        raise BadInput(f"推演的次数、种子和退回次数都要填整数，现为「{'」「'.join(wrong)}」。")
    return {key: int(text) for key, text in given.items()}


def _definition(argument: Mapping[str, Any]) -> workflow.Definition:
    if argument.get("proposal"):
        files = registry.proposal_files(_number(argument["proposal"], "收稿的编号"))
        return workflow.published(shelf.workflow_text(files))
    number = argument.get("version")
    return flows.drawn(str(argument["name"]), _number(number, "版本号") if number else None)[0]


def _number(said: Any, what: str) -> int:
    text = str(said)
    if not text.isdecimal() or len(text) > 6:
        raise BadInput(f"「{text[:20]}」不是{what}，请从列表里选。")
    return int(text)
