"""文书台账: the office's papers as a list: filtered, ordered, a page at a time, only what the visitor may see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from gongwen import registry
from gongwen.errors import BadInput
from gongwen.office.staffing.access import Visitor
from gongwen.office.watching import titles
from gongwen.office.watching.listing import year_of
from gongwen.office.watching.paging import Page, Part
from gongwen.office.watching.sight import visible_to

RUNNING, DONE, NUMBERED = "办理中", "已办完", "已编号"
STATES = {RUNNING: {"running": True}, DONE: {"running": False}, NUMBERED: {"numbered": True}}
ORDERS = {"opened": "登记先后", "issued": "成文日期", "number": "发文字号", "title": "标题", "template": "文书"}
COLUMNS = {
    "number": "发文字号", "title": "标题", "template": "文书", "kind": "文种", "stage": "环节", "date": "成文日期",
    "standing": "效力", "project": "所属事项", "flow": "发文编号",
}  # fmt: skip


@dataclass(frozen=True)
class PaperFilter:
    """What the visitor chose; empty means whatever. `state` is one of STATES, `by` one of ORDERS, `year` that of
    成文日期."""

    template: str = ""
    state: str = ""
    year: str = ""
    by: str = "opened"
    down: bool = True


def papers(chosen: PaperFilter, *, who: Visitor, part: Part = Part()) -> Page:  # noqa: B008 (frozen)
    """The papers that were chosen, a page of them; BadInput on a choice there is none of."""
    if chosen.state and chosen.state not in STATES:
        raise BadInput(f"状态「{chosen.state}」不认识，可选：{'、'.join(STATES)}。")
    if chosen.by not in ORDERS:
        raise BadInput(f"不能按「{chosen.by}」排序，可以按：{'、'.join(ORDERS.values())}。")
    first, last = year_of(chosen.year)
    query = registry.PaperQuery(
        template=chosen.template, issued_from=first, issued_to=last, visible=visible_to(who),
        **STATES.get(chosen.state, {}),
    )  # fmt: skip
    found = registry.find_papers(query, part.of(chosen.by, down=chosen.down))
    return Page(tuple(rows(found.rows)), found.total, part)


def rows(found: Iterable[registry.ListedPaper]) -> Iterator[dict[str, Any]]:
    """Papers as rows of a list."""
    known = list(found)
    called = titles.of_papers(known)
    for one in known:
        paper = one.paper
        yield {
            "number": str(paper.reference or paper.inputs.get("number") or ""),
            "title": called[paper.id],
            "template": paper.template,
            "kind": paper.kind,
            "stage": one.stage or ("已归卷" if paper.filed else "成稿"),
            "date": paper.issued_on,
            "standing": paper.standing,
            "project": paper.case or "",
            "flow": paper.flow or "",
            "drafts": one.drafts,
        }


def choices() -> dict[str, Any]:
    """What may be chosen: `templates`, `states`, `years`, `orders`."""
    return {
        "templates": list(registry.paper_templates()),
        "states": list(STATES),
        "years": [str(year) for year in registry.case_years()],
        "orders": ORDERS,
    }
