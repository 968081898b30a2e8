"""文字更正: a slip mended after people gave their opinions; the last signer accepts it, else it is substance.

Figures, names, days, organs and words that turn the meaning are substance whatever is declared; so is anything long.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from gongwen import drafting, registry
from gongwen.errors import BadInput, Refused
from gongwen.office import people
from gongwen.office.clock import day_of
from gongwen.office.paperwork import opinions
from gongwen.office.paperwork import standing as rules
from gongwen.office.paperwork.standing import ACCEPTED, COUNTERSIGN, REJECTED, Standing
from gongwen.office.people import Actor, Capacity
from gongwen.office.staffing import roster

_TOLD = 6
"""Passages named in one sentence; the 花脸稿 shows all."""


def declared(paper: registry.PaperRow, docx: bytes, today: date) -> int | None:
    """The number of the version that this file corrects; None when it says the same and needs no acceptance.

    Refused when nobody's opinion is there to be kept, or when a change is one of substance: which, and why.
    """
    known = opinions.course(paper)
    base = rules.base(known)
    if base is None:
        raise Refused(f"《{paper.title}》现在没有仍然有效的意见，不必声明文字更正，请去掉 --correction 直接交稿。")
    before = registry.get(base.docx_sha or "")
    changed = drafting.changes(drafting.contents(before), drafting.contents(docx), protection(today))
    if not changed:
        return None
    refused = [one for one in changed if one.protected]
    if refused or drafting.too_many(changed):
        raise Refused(_why_not(paper, base.no, refused))
    return base.no


def protection(today: date) -> drafting.Protected:
    """The office's own names, organs and 代字, by which a change is one of substance."""
    organs = registry.organs()
    listed = roster.members(roster.group_name(), today)
    return drafting.Protected(
        names=frozenset((*(row.name for row in registry.people()), *(row.name for row in listed))),
        organs=frozenset(name for row in organs for name in (row.name, row.short) if name),
        codes=frozenset(code for row in organs for code in row.codes.values()),
    )


def _why_not(paper: registry.PaperRow, no: int, refused: Sequence[drafting.Change]) -> str:
    told = "；".join(f"{one.place}{quoted(one)}属{one.protected}" for one in refused[:_TOLD])
    more = f"等{len(refused)}处" if len(refused) > _TOLD else ""
    what = f"{told}{more}" if refused else "改动的字数太多"
    return (
        f"《{paper.title}》对第{no}稿的改动不能作为文字更正：{what}。"
        "请改回后再声明，或者去掉 --correction 作为内容修改交稿，由有关人员重新签署意见。"
    )


def quoted(change: drafting.Change) -> str:
    """A change in words: 「12」改为「15」, 增「不」, 删「严格」."""
    before, after = drafting.readable(change.before), drafting.readable(change.after)
    return f"「{before}」改为「{after}」" if before and after else f"{change.kind}「{before or after}」"


def accept(flow: str, *, actor: Actor, now: datetime, text: str = "") -> registry.PaperRow:
    """认可文字更正: the last signer takes the present version for what was signed; all opinions carry over to it.

    Refused when nothing waits or it is not theirs to accept.
    """
    return _judge(flow, ACCEPTED, text or "所改均为文字更正，意见不变。", actor, now)


def reject(flow: str, *, actor: Actor, now: datetime, reason: str) -> registry.PaperRow:
    """不认可: the change is one of substance, and whoever signed the former text signs again."""
    if not reason.strip():
        raise BadInput("不认可文字更正应当说明理由，请用 --reason 写明。")
    return _judge(flow, REJECTED, reason, actor, now)


def _judge(flow: str, kind: str, text: str, actor: Actor, now: datetime) -> registry.PaperRow:
    def record() -> registry.PaperRow:
        paper = registry.papers(flow=flow)[0]
        waiting, signer = rules.pending(opinions.course(paper)), opinions.judge(paper)
        if waiting is None or signer is None:
            raise Refused(f"《{paper.title}》没有待认可的文字更正。")
        capacity = _capacity(paper, signer, actor, day_of(now))
        registry.add_opinion(
            paper.id, actor.person, kind, text, waiting.docx_sha or "", now,
            role=capacity.role, organ=capacity.organ, for_whom=capacity.for_whom, substance=waiting.substance,
        )  # fmt: skip
        settle_tasks(flow, actor, now)
        return registry.paper(paper.id)

    return registry.within(record)


def _capacity(paper: registry.PaperRow, signer: Standing, actor: Actor, today: date) -> Capacity:
    """In which capacity the person judges: as the signer or the signer's deputy; where the signer has left the post, as
    whoever holds it now."""
    unit = registry.case(paper.flow or "").unit
    held = [one for one in people.capacities(actor.person, unit, today) if one.role == signer.role]
    theirs = [one for one in held if one.principal == signer.principal]
    if theirs or actor.person == signer.principal:
        return theirs[0] if theirs else Capacity(actor.person, signer.role, signer.organ)
    if signer.role not in people.roles(signer.principal, unit, today):
        after = [one for one in held if signer.kind != COUNTERSIGN or one.organ == signer.organ]
        if after:
            return after[0]
    raise Refused(
        f"《{paper.title}》的文字更正由最后签署意见的{signer.principal}（{signer.kind}）认可，{actor.person}不能代为认可。"
    )


def settle_tasks(flow: str, actor: Actor, now: datetime) -> None:
    """While the paper is being countersigned: an organ whose opinion fell owes its 会签 again; one whose opinion stands
    again, or came to stand by an acceptance, does not. While a 文字更正 is pending nobody is asked anew."""
    paper = registry.papers(flow=flow)[0]
    known = opinions.course(paper)
    if registry.case(flow).stage != COUNTERSIGN or rules.pending(known):
        return
    said = {one.party: one for one in rules.standing(known) if one.kind == COUNTERSIGN}
    registry.revise_tasks(
        flow,
        reopens=[party for party, one in said.items() if not one.stands],
        stands={party: one.giver for party, one in said.items() if one.stands},
        reason="会签以后文稿内容有改动",
        actor=actor.person, door=actor.door, system_user=actor.system_user, now=now,
    )  # fmt: skip
