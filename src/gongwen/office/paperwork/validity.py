"""公文的效力: given up before it is issued (作废), void from the beginning (撤销) or from a day on (废止; 条例 33).

A paper that is given up gives up its number too, with the reason and somebody else's approval; the numbers of papers
that were issued stay, whatever becomes of the papers.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from gongwen import numbering, registry
from gongwen.document import dates
from gongwen.errors import BadInput
from gongwen.office.paperwork import numbers
from gongwen.office.paperwork.drafts import Hand

GIVEN_UP, REVOKED, ABOLISHED = "作废", "撤销", "废止"


def check_giving_up(paper: registry.PaperRow, approver: str, actor: str, today: date) -> None:
    """Whether the paper may be given up by this person: a number that it bears needs the approval of another; one that
    is only reserved for it waits for another paper.

    BadInput or Refused names who may approve; an approver where there is nothing to approve is BadInput too.
    """
    held = registry.number_of(paper.id)
    if held is None or held.state != numbering.USED:
        if approver:
            raise BadInput(f"《{paper.title}》没有发文字号，作废不须批准，请不填批准人。")
        return
    holders = {
        row.person: row.roles for row in registry.appointments(today) if set(row.roles) & set(numbering.APPROVER_ROLES)
    }
    numbering.check_approval(approver, actor, holders)


def give_up(paper: registry.PaperRow, *, reason: str, approver: str, hand: Hand) -> None:
    """Record that the paper is given up, and its number with it; its flow must have ended."""
    numbers.give_up(paper, reason=reason, approver=approver, hand=hand)
    registry.change_standing(paper.id, GIVEN_UP, basis=reason, **hand)


def revoke(paper: registry.PaperRow, data: dict[str, Any], reason: str, hand: Hand) -> None:
    """Record that an issued paper is void from the beginning."""
    registry.change_standing(paper.id, REVOKED, since=paper.issued_on, basis=basis(data, reason), **hand)


def abolish(paper: registry.PaperRow, data: dict[str, Any], reason: str, hand: Hand) -> None:
    """Record that an issued paper is void from the day of the decision."""
    day = dates.read(data["standing_on"], "决定日期")
    registry.change_standing(paper.id, ABOLISHED, since=day, basis=basis(data, reason), **hand)


def check_decision(paper: registry.PaperRow, data: dict[str, Any], today: date) -> None:
    """The decision that ends a paper's force is of a day between its own and today (BadInput)."""
    day = dates.read(data["standing_on"], "决定日期")
    if day > today:
        raise BadInput(f"决定日期（{day}）晚于今天（{today}），请核对。")
    if paper.issued_on and day < paper.issued_on:
        raise BadInput(f"决定日期（{day}）早于《{paper.title}》的成文日期（{paper.issued_on}），请核对。")


def basis(data: dict[str, Any], reason: str) -> str:
    """On what ground a paper lost its force: who decided, when, by which paper, and why."""
    day = dates.printed(dates.read(data["standing_on"], "决定日期"))
    return f"{data['standing_organ']}{day}决定（{data['standing_basis']}）：{reason}"


def stands(paper: registry.PaperRow, today: date) -> bool:
    """Whether the paper is in force today: one that is 废止 is until the day before."""
    if paper.standing == ABOLISHED:
        return bool(paper.standing_from and today < paper.standing_from)
    return paper.standing not in (GIVEN_UP, REVOKED)


def told(paper: registry.PaperRow) -> str:
    """How a paper that no longer stands is marked: 已撤销（自始无效）：…; empty for one that does."""
    if paper.standing == REVOKED:
        return f"已撤销（自始无效）：{paper.standing_basis}"
    if paper.standing == ABOLISHED and paper.standing_from:
        return f"已废止（自{dates.printed(paper.standing_from)}起失效）：{paper.standing_basis}"
    return f"已作废：{paper.standing_basis}" if paper.standing == GIVEN_UP else ""
