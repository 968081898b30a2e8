"""待发布: one person hands a version in, it is tried out at once, a second one publishes it or says why not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from gongwen import drafting, registry
from gongwen.errors import BadInput, Refused
from gongwen.office.clock import day_of
from gongwen.office.people import Actor
from gongwen.office.procedures import shelf
from gongwen.office.publishing import examining, receiving
from gongwen.office.publishing.examining import CALLED, TEMPLATE, WORKFLOW
from gongwen.office.publishing.receiving import Upload
from gongwen.office.staffing import access, duty

COLUMNS = {
    "id": "号", "called": "种类", "name": "名称", "by": "提出人", "on": "提出日期", "state": "状态",
    "decided": "办理人", "note": "说明", "reason": "理由",
}  # fmt: skip

WAITING = registry.PROPOSAL_STATES[0]


def hand_in_workflow(
    uploads: Iterable[Upload], rubric: Iterable[Upload] = (), *, note: str = "", actor: Actor, now: datetime
) -> registry.ProposalRow:
    """Check a workflow file (with its rubric) and keep it until it is published; `Faulty` tells every fault."""
    require_staff(actor, now)
    name, files = receiving.workflow_files(uploads, rubric)
    return _kept(examining.workflow_of(files, name, now), note, actor, now)


def hand_in_template(uploads: Iterable[Upload], *, note: str = "", actor: Actor, now: datetime) -> registry.ProposalRow:
    """Check a template (its three files, or a ZIP of them), render its example, and keep it until it is published."""
    require_staff(actor, now)
    return _kept(examining.template_of(receiving.template_files(uploads), now), note, actor, now)


def hand_in_shipped(kind: str, name: str, *, actor: Actor, now: datetime) -> registry.ProposalRow:
    """Propose to adopt the version that came with the program."""
    require_staff(actor, now)
    shipped = shelf.shipped_files(kind)
    if name not in shipped:
        raise BadInput(f"没有随带名为「{name}」的{CALLED[kind]}，请核对名称。")
    if kind == TEMPLATE:
        made = examining.template_of(shipped[name], now)
    else:
        made = examining.workflow_of(shipped[name], f"{name}.yaml", now)
    return _kept(made, "采用随程序带来的新版", actor, now)


def publish_template(uploads: Iterable[Upload], *, actor: Actor, now: datetime) -> registry.Published:
    """Publish a template at once, for whoever sits at the office's own machine; the same content is the version it
    was. Everybody else hands it in."""
    require_staff(actor, now)
    files = receiving.template_files(uploads)
    name = drafting.Template.from_files(files).name
    known = [row for row in registry.published_list(TEMPLATE) if row.name == name]
    if known and known[-1].hash == registry.original_hash(files):
        return known[-1]
    made = examining.template_of(files, now)
    return registry.publish(TEMPLATE, made.name, made.files, actor=actor.person, now=now)


def publish(id: int, *, instead_of: str | None = None, actor: Actor, now: datetime) -> registry.Published:
    """Publish what another person handed in, checked once more as things are today. `instead_of`: the hash of the
    version it was compared with; Refused when that is no longer the latest, for whoever handed it in, and for who
    is neither 负责人 nor keeps the accounts."""
    row = registry.proposal(id)
    if why := why_not_publish(row, actor, now):
        raise Refused(why)
    examining.again(row, now)
    return registry.publish_proposal(id, instead_of=instead_of, by=actor.person, now=now)


def turn_down(id: int, *, reason: str, actor: Actor, now: datetime) -> registry.ProposalRow:
    """Do not publish, for a reason; whoever handed it in takes it back. Refused for others who may not publish."""
    require_staff(actor, now)
    if registry.proposal(id).by != actor.person and (why := _why_not_publisher(actor, now)):
        raise Refused(why)
    return registry.turn_down_proposal(id, reason=reason, by=actor.person, now=now)


def why_not_publish(row: registry.ProposalRow, actor: Actor, now: datetime) -> str:
    """Why this person cannot publish it now, with who can; empty when they can."""
    if row.state != WAITING:
        return f"这份新版已经办过：{row.state}。"
    if row.by == actor.person:
        others = [name for name in publishers(now) if name != row.by]
        who = f"请由另一位负责人或管理员发布（现有：{'、'.join(others)}）。" if others else _NOBODY_ELSE
        return f"这份新版是您自己提出的，自己不能发布；{who}"
    return _why_not_staff(actor, now) or _why_not_publisher(actor, now)


_NOBODY_ELSE = "现在没有别的负责人或管理员，请先登记负责人的代理，或在「管理账号」里另定一名管理员。"


def publishers(now: datetime) -> list[str]:
    """Who may publish today, each once: the heads of the office and their deputies, and those of its people who keep
    the accounts."""
    heads = [post.person for post in duty.today(day_of(now)).of_role(duty.CHIEF)]
    keepers = [row.person for row in registry.accounts() if row.open and row.keeps_accounts]
    return list(dict.fromkeys((*heads, *(name for name in keepers if access.visitor(name, now).staff))))


def _why_not_publisher(actor: Actor, now: datetime) -> str:
    able = publishers(now)
    if actor.person in able:
        return ""
    who = f"现有：{'、'.join(able)}" if able else "现无人担任"
    return f"模板和流程由负责人或管理员发布（{who}），{actor.person}不能发布，也不能决定不采用。"


def published_told(made: registry.Published) -> str:
    """What publishing means for the work that is under way, in a sentence."""
    after = (
        "新登记的事项按这一版办，在办的仍按原版办。"
        if made.kind == WORKFLOW
        else "以后起草的按这一版，以前起草的不变。"
    )
    return f"{CALLED[made.kind]}「{made.name}」第{made.version}版已发布。{after}"


def listed(kind: str | None = None, name: str | None = None, *, waiting: bool = False) -> list[dict[str, Any]]:
    """Proposals as rows, newest first."""
    return [told(row) for row in registry.proposals(kind, name, waiting=waiting)]


def told(row: registry.ProposalRow) -> dict[str, Any]:
    """A proposal as a row: who handed it in, when, why, and what became of it."""
    decided = row.decided_by or (f"{row.by}（自己收回）" if row.decided_at else "")
    return {
        "id": row.id,
        "waits": row.state == WAITING,
        "kind": row.kind,
        "called": CALLED[row.kind],
        "name": row.name,
        "hash": row.hash,
        "note": row.note,
        "by": row.by,
        "at": row.at,
        "on": day_of(row.at).isoformat(),
        "state": "收回" if row.decided_at and not row.decided_by else row.state,
        "decided": decided,
        "decided_at": row.decided_at,
        "reason": row.reason,
    }


def require_staff(actor: Actor, now: datetime) -> None:
    """Refused unless the person does the office's own work today; BadInput for somebody who is not on file."""
    if why := _why_not_staff(actor, now):
        raise Refused(why)


def _why_not_staff(actor: Actor, now: datetime) -> str:
    if access.visitor(actor.person, now).staff:
        return ""
    return f"{actor.person}今天不在本办公室任职，不能提出、发布模板和流程；请由本办公室的人员办理。"


def _kept(made: examining.Examined, note: str, actor: Actor, now: datetime) -> registry.ProposalRow:
    return registry.propose(made.kind, made.name, made.files, note=note.strip(), by=actor.person, now=now)
