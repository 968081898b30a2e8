"""代录: a decision that its person has signed by hand on the printed sheet, recorded by the clerk with its scan.

The decision is the signer's: their role, their opinion, on the text as it stands. Whoever records it stands in the
journal as the one who acted, and the scan is filed among the case's papers in the same transaction.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from gongwen import registry, workflow
from gongwen.document.fields import Field
from gongwen.errors import BadInput, Refused
from gongwen.office import people
from gongwen.office.clock import day_of
from gongwen.office.people import Actor
from gongwen.office.procedures import shelf
from gongwen.office.ruling import deciding
from gongwen.office.staffing import access, duty
from gongwen.office.staffing.privacy import SIGNED_SHEET

SHEET = Field(
    people.SIGNED_ON_PAPER, "签批件扫描件", "file", required=True, several=True,
    help="本人签过字的发文稿纸或审批处理单：PDF 扫描件，或 JPG、PNG 照片；有几页的一次选几个，按文件名的次序装成一份",
)  # fmt: skip
_SAID_ON_PAPER = ("text", "longtext", "date", "flag", "choice", "integer")
"""What can be written on a sheet by hand and copied from it; tables and files cannot."""
_CLERICAL = frozenset(("文印员", "收发员", "拟稿人", "档案员"))
"""Who does something (编号, 用印, 分发) rather than decides; nobody signs a sheet for that."""
_DECIDERS = (access.OFFICE_ROLES - _CLERICAL) | {access.COUNTERSIGNER}


def can_be_signed(rule: workflow.Rule) -> bool:
    """Whether a move is a decision that a sheet of paper can hold: somebody of the office's or a countersigner's."""
    return bool(set(rule.by) & _DECIDERS) and all(one.type in _SAID_ON_PAPER for one in rule.form)


def offered(code: str, action: str, *, actor: Actor, now: datetime) -> bool:
    """Whether this person may record the move from a signed sheet: a keeper, for a decision that is another's."""
    case = registry.case(code)
    rule = shelf.stage(case, case.stage).rule(action)
    held = people.roles(actor.person, case.unit, day_of(now))
    return bool(rule and can_be_signed(rule) and held & set(duty.KEEPERS) and not held & set(rule.by))


def signers(code: str, action: str, *, actor: Actor, now: datetime) -> tuple[str, ...]:
    """Whose signature it may be: everybody else who holds a role of the move today and may act for its parties."""
    case = registry.case(code)
    rule = shelf.stage(case, case.stage).rule(action)
    if rule is None or not can_be_signed(rule):
        return ()
    posts = duty.today(day_of(now)).of_rule(rule, case.unit)
    names = dict.fromkeys(post.person for post in posts if not post.for_whom and post.person != actor.person)
    return tuple(name for name in names if _may_take(case, action, recording(actor, name), now))


def recording(actor: Actor, signer: str) -> Actor:
    """The same person at the same door, recording what `signer` has signed."""
    return replace(actor, records=signer)


def apart(form: Mapping[str, Any], actor: Actor, now: datetime) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The form without the scans, and their SHA-256 in the order of the sheet (none for an act of one's own). BadInput
    without a scan, Refused for who may not record."""
    given = dict(form)
    if not actor.records:
        return given, ()
    duty.require_keeper(actor, day_of(now), f"代录{actor.records}在纸上的签批")
    sent = given.pop(SHEET.name, None) or ()
    shas = (sent,) if isinstance(sent, str) else tuple(dict.fromkeys(map(str, sent)))
    if not shas:
        raise BadInput(f"缺栏目「{SHEET.name}」（{SHEET.label}），请把{actor.records}签过字的那一份扫描后附上。")
    return given, _by_name(shas)


def file(event: registry.EventRow, case: registry.CaseRow, copy: bytes, now: datetime) -> registry.PaperRow:
    """The scan as a filed paper of the case; once for each act."""
    hand: dict[str, Any] = {"actor": event.actor, "now": now}
    paper = registry.add_paper(
        case=case.code, template=SIGNED_SHEET, template_hash="", kind=SIGNED_SHEET, occasion=event.party,
        title=f"{case.title}（{event.action}，{event.for_whom}签）",
        inputs={"values": {}, "drafted_on": day_of(now).isoformat(), "event": event.id},
        key=f"{case.code}:{SIGNED_SHEET}:{event.seq}", **hand,
    )  # fmt: skip
    registry.add_version(paper.id, docx=None, pdf=copy, findings=[], origin="scan", **hand)
    return registry.set_paper(paper.id, filed=True, **hand)


def of_flow(flow: str) -> tuple[registry.PaperRow, ...]:
    """The signed sheets of a case or of a paper's own flow, in the order in which they were recorded."""
    return tuple(paper for paper in registry.papers(case=flow) if paper.template == SIGNED_SHEET)


def sheets(code: str) -> dict[int, int]:
    """Event → the filed sheet (a paper's id) from which it was recorded."""
    return {paper.inputs["event"]: paper.id for paper in of_flow(code)}


def _by_name(shas: Sequence[str]) -> tuple[str, ...]:
    """As their names count: 签批2.jpg before 签批10.jpg; a browser sends what was chosen in an order of its own."""
    return tuple(sorted(shas, key=lambda sha: re.sub(r"\d+", lambda run: run[0].zfill(15), registry.file(sha).name)))


def _may_take(case: registry.CaseRow, action: str, actor: Actor, now: datetime) -> bool:
    try:
        options = deciding.options(case, actor=actor, now=now)
    except (BadInput, Refused):
        return False
    return any(one.action == action and one.allowed and not one.waits for one in options)
