"""经办: one function for each thing a person can do; decide → record (one transaction) → do (jobs)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from gongwen import registry, workflow
from gongwen.errors import BadInput, Refused
from gongwen.office import handing_in, jobs, people
from gongwen.office.clock import day_of
from gongwen.office.paperwork import drafts, opinions
from gongwen.office.people import Actor
from gongwen.office.pressroom import papers
from gongwen.office.procedures import shelf
from gongwen.office.receiving import uploads
from gongwen.office.ruling import again, calling_in, deciding, moved_on, on_paper, parties, withdrawing
from gongwen.office.ruling.deciding import Act
from gongwen.office.staffing import directory

LONGEST_TITLE = 200
"""Characters: what a title of three lines on a paper holds, with room to spare."""

Progress = Callable[[registry.JobRow], None]


def open_project(
    title: str,
    *,
    kind: str,
    unit: str,
    actor: Actor,
    now: datetime,
    flow: str = "project",
    key: str | None = None,
) -> registry.CaseRow:
    """立项之前：登记一个项目，流程停在第一个环节；重复的登记还是同一个项目。"""
    definition = shelf.definition(flow)
    if len(title) > LONGEST_TITLE:
        raise BadInput(f"名称有 {len(title)} 个字，太长，请缩到 {LONGEST_TITLE} 个字以内，详细情况写在申报内容里。")
    unit = _standing(unit, now) if unit or flow == shelf.PROJECT_FLOW else ""  # a meeting is no single organ's
    if kind or flow == shelf.PROJECT_FLOW:  # kinds are those of projects; a meeting has none
        _known_kind(kind)
    _may_open(definition, unit, actor, now)
    given = {"workflow": flow, "title": title, "kind": kind, "unit": unit}

    def opened() -> registry.CaseRow:
        known = None if key else again.same_opening(actor=actor, **given)
        return known or registry.open_case(
            **given,
            workflow_hash=shelf.version_of("workflow", flow),
            stage=definition.first.name,
            data={},
            code_prefix=definition.prefix or registry.profile()["office"]["case_prefix"],
            actor=actor.person,
            door=actor.door,
            system_user=actor.system_user,
            now=now,
            key=key,
        )

    return registry.within(opened)


def take(
    code: str,
    action: str,
    *,
    actor: Actor,
    now: datetime,
    printer: papers.Prints | None,
    form: Mapping[str, Any] | None = None,
    reason: str = "",
    key: str | None = None,
    to: str = "",
    party: str = "",
    seen: int | None = None,
    progress: Progress = lambda job: None,
) -> registry.Receipt:
    """办理一步：moves the case, then runs what the move owes (`printer` None leaves it for later).

    `to` names the stage where the move leaves a choice, `party` the organ or person acted for where several owe it.
    Taking the same act again after an interruption carries on with what is still owed and moves nothing twice.
    `seen` is the latest event that the person's page showed: Refused, saying what others did since, when it is stale.
    An actor who `records` what another has signed on paper gives the scans in the form (`ruling.on_paper`).
    """
    given, sheets = on_paper.apart(_filed(form or {}), actor, now)
    act = Act(action, given, reason, to, party, sheets)
    receipt = again.same_move(code, act, actor) or _taken(code, act, actor=actor, now=now, key=key, seen=seen)
    if printer and _owes(receipt):
        carry_on(code, now=now, printer=printer, progress=progress)
    return receipt


def carry_on(code: str, *, now: datetime, printer: papers.Prints, progress: Progress = lambda job: None) -> None:
    """Run everything a case owes; what its moves drafted is typeset, numbered, filed in that order."""
    for job in jobs.run(now, printer, code=code):
        progress(job)


def open_paper(
    template_name: str,
    values: Mapping[str, Any],
    *,
    actor: Actor,
    now: datetime,
    key: str | None = None,
    head: Mapping[str, Any] | None = None,
    version: str | None = None,
) -> registry.PaperRow:
    """拟一份不属于项目的公文（如成立领导小组的通知），进入它自己的发文办理。`head` is what stands around its text where
    that is not the office's usual (`paperwork.heading`), `version` the template's where it is not the newest."""
    already = registry.paper_with_key(key) if key else None
    if already:
        return already
    template, version = shelf.template(template_name, version)
    filled = drafts.values_for(template, None, values, day_of(now))
    draft = drafts.make(template, version, filled, signed=False, today=day_of(now), head=head)
    hand: drafts.Hand = {"actor": actor.person, "now": now}

    def opened() -> registry.PaperRow:
        known = None if key else again.same_paper(draft, actor)
        return known or drafts.keep(None, draft, hand, event=0, key=key)

    return registry.within(opened)


def hand_in(
    flow: str, docx: bytes, *, actor: Actor, now: datetime, printer: papers.Prints, correction: bool = False
) -> registry.PaperRow:
    """交回改过的文稿：the DOCX edited in Word becomes the paper; from now on it is never rendered anew. `correction`
    declares that it mends no more than slips (文字更正), which the last signer then accepts or not."""
    return handing_in.hand_in(flow, handing_in.Handed(docx, actor, now, correction), printer)


def add_party(code: str, action: str, party: str, *, actor: Actor, now: datetime, reason: str) -> registry.Receipt:
    """加签：call in one more party (an organ or a person) for a move that several owe, while its stage is open."""
    name = parties.party(party).name
    if not reason.strip():
        raise BadInput(f"加签「{name}」应当说明理由，请用 --reason 写明。")
    known = again.same_addition(code, action, name, actor)
    return known or calling_in.add(code, action, name, actor=actor, now=now, reason=reason)


def options(code: str, *, actor: Actor | None, now: datetime) -> tuple[workflow.Option, ...]:
    """What can be done with a case now, by whom, and what is missing."""
    return deciding.options(registry.case(code), actor=actor, now=now)


def _taken(code: str, act: Act, *, actor: Actor, now: datetime, key: str | None, seen: int | None) -> registry.Receipt:
    """The move; what was signed on paper is filed with it, in one transaction."""
    copy = uploads.as_pdf(act.sheets) if act.sheets else b""

    def whole() -> registry.Receipt:
        receipt = _moved(code, act, actor=actor, now=now, key=key, seen=seen)
        if copy and not receipt.repeated:
            on_paper.file(receipt.event, receipt.case, copy, now)
        return receipt

    return registry.within(whole) if copy else whole()


def _moved(code: str, act: Act, *, actor: Actor, now: datetime, key: str | None, seen: int | None) -> registry.Receipt:
    """The move, or the receipt of the same act where another process has recorded it in this very moment."""
    try:
        return registry.move(
            code,
            lambda case: _decide(case, act, actor=actor, now=now, seen=seen),
            actor=actor.person,
            door=actor.door,
            system_user=actor.system_user,
            now=now,
            form=registry.plain({**act.form, **({on_paper.SHEET.name: list(act.sheets)} if act.sheets else {})}),
            key=key,
        )
    except Refused:
        known = again.same_move(code, act, actor)
        if known is None:
            raise
        return known


def _decide(case: registry.CaseRow, act: Act, *, actor: Actor, now: datetime, seen: int | None) -> registry.Decision:
    """Inside the move's transaction: the decision, and the opinion of whoever reviewed or signed a paper."""
    moved_on.check(case, seen)
    decision = deciding.decide(case, act, actor=actor, now=now)
    if withdrawing.ends_withdrawn(case, decision):
        withdrawing.give_up_papers(case, decision, {"actor": actor.person, "now": now}, door=actor.door)
    if case.workflow == shelf.PAPER_FLOW:
        opinions.keep(case, decision, actor, now)
    return decision


def _owes(receipt: registry.Receipt) -> bool:
    """Whether anything up to this move is undone. What later moves owe waits for them to be taken again: it is to be
    done at their moment, not at that of an earlier act repeated."""
    return any(job.event <= receipt.event.id for job in registry.jobs(receipt.case.code, open_only=True))


def _standing(unit: str, now: datetime) -> str:
    """The organ's full name; Refused when it is not there today: what runs for it goes on, nothing new begins."""
    row, today = registry.organ(unit), day_of(now)
    if not directory.exists(row, today):
        why = f"自 {row.starts} 起才设立" if row.starts and row.starts > today else f"已于 {row.ends} 撤销"
        raise Refused(f"「{row.name}」{why}，不能再为其登记新的事项；改了名称或并入别处的，请用现在的单位登记。")
    return row.name


def _known_kind(kind: str) -> None:
    kinds = registry.profile()["kinds"]
    if kind not in kinds:
        raise BadInput(f"项目类别「{kind}」不认识，本办公室的类别有：{'、'.join(kinds)}。")


def _may_open(definition: workflow.Definition, unit: str, actor: Actor, now: datetime) -> None:
    first = {role for rule in definition.first.moves for role in rule.by}
    if not first & people.roles(actor.person, unit, day_of(now)):
        whose = f"为「{unit}」" if unit else ""
        raise Refused(f"{actor.person}不能{whose}登记「{definition.title}」，须由{'、'.join(sorted(first))}办理。")


def _filed(form: Mapping[str, Any]) -> dict[str, Any]:
    """A form's attached files, given as paths, put into the file store; the form then holds their hashes."""
    kept = dict(form)
    for name, value in form.items():
        if isinstance(value, Path):
            kept[name] = registry.put(_read(value), value.name, "application/pdf").sha
        elif isinstance(value, list):
            kept[name] = [uploads.keep(one.name, _read(one)) if isinstance(one, Path) else one for one in value]
    return kept


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise BadInput(f"找不到要交的文件「{path}」，请核对路径。")
    return path.read_bytes()


def retry(code: str, *, actor: Actor, now: datetime, printer: papers.Prints) -> int:
    """Let a case's failed jobs be tried again and do them; how many there were."""
    failed = [job for job in registry.jobs(code, open_only=True) if job.state == "失败"]
    for job in failed:
        registry.retry(job.id, actor=actor.person, now=now)
    carry_on(code, now=now, printer=printer)
    return len(failed)
