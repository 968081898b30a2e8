"""分发页: one paper's recipients with what this person may do about each."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from gongwen import registry
from gongwen.errors import BadInput
from gongwen.office import people
from gongwen.office.clock import day_of
from gongwen.office.paperwork import dispatch
from gongwen.office.people import Actor
from gongwen.office.procedures import shelf
from gongwen.office.watching import boards, case_page
from gongwen.registry.values import RECIPIENT_PARTS

Row = dict[str, Any]
WAYS = ("机要交换", "专人送达", "邮寄", "电子公文传输", "自取")
"""How papers usually go out; another way may be written."""


def show(flow: str, *, actor: Actor, now: datetime) -> Row:
    """The paper's head, its recipients by state, and whether the person keeps the list (文印员) or may only confirm for
    their own organ. BadInput when the case is no paper's."""
    case = registry.case(flow)
    if not registry.papers(flow=flow):
        raise BadInput(f"{flow}不是一份公文的发文办理，没有收文单位。")
    definition = shelf.definition(case.workflow, case.workflow_hash)
    own = {row.organ for row in registry.appointments(day_of(now), person=actor.person)}
    rows = boards.recipients(flow, now)
    return {
        "case": case_page.head(case, definition, case_page.masked(case), now),
        "rows": [row | {"own": row["name"] in own} for row in rows],
        "counts": {state: sum(row["state"] == state for row in rows) for state in boards.STATES},
        "keeper": dispatch.CLERK in people.roles(actor.person, case.unit, day_of(now)),
        "listed": bool(rows) and rows[0]["listed"],
        "organs": [row.name for row in registry.organs()],
        "parts": RECIPIENT_PARTS,
        "ways": WAYS,
        "deadline": str(stage.deadline or "") if (stage := definition.find(dispatch.STAGE)) else "",
    }


def copies_of(text: str) -> int:
    """How many copies, as typed; BadInput for what is no number of copies."""
    if not text.strip().isdecimal() or len(text.strip()) > 4 or int(text) == 0:
        raise BadInput(f"份数应当是1至9999的整数，现为「{text.strip()}」。")
    return int(text)
