"""个人信息: what a case or a paper holds of people in hardship, who may see it at this step, and what others see.

Shown masked to everybody by default. 经办人 and 负责人, who answer for the whole case, may see it at any step; any
other role only while the case is at a stage where that role acts on the very field, or on the very paper: whoever must
check, sign or score a page has to read it. Seeing takes a reason and is journalled (who, which case, which fields).
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from gongwen import drafting, registry, workflow
from gongwen.document import curtain, personal
from gongwen.document.curtain import Curtain
from gongwen.document.fields import Field
from gongwen.errors import BadInput, Refused
from gongwen.office import people
from gongwen.office.clock import day_of
from gongwen.office.people import Actor
from gongwen.office.procedures import shelf
from gongwen.office.staffing import duty

_log = logging.getLogger(__name__)

PHOTOS, SIGNED_SHEET = "照片", "签批件"
"""What the photographs sent with a form are filed as; whoever acts on the case next has to look at them."""
ALL_PAPERS = "文书齐全"
"""Whoever must see that the papers are complete must be able to open each."""


@dataclass(frozen=True)
class Sight:
    """What one person sees of a case: `open` are the names of the personal fields shown in full, `curtain` hides the
    rest. `whole`: nothing is hidden from them, so texts are shown as they are."""

    curtain: Curtain
    open: frozenset[str] = frozenset()
    whole: bool = False

    def text(self, text: str) -> str:
        """A title, a reason, a note."""
        return text if self.whole else self.curtain.text(text)

    def field(self, one: Field, value: Any) -> Any:
        """A field's value."""
        return value if one.name in self.open else curtain.masked(one, value, self.curtain)


def masked(case: registry.CaseRow) -> Sight:
    """What anybody sees of a case."""
    return Sight(curtain.drawn(fields_of(case), case.data))


def unmasked(case: registry.CaseRow, *, actor: Actor, reason: str, now: datetime) -> Sight:
    """What this person may see of a case in full, journalled before it is shown; Refused names who could see it."""
    if not reason.strip():
        raise BadInput("查看未遮盖的个人信息要写明理由，请用 --reason 写明。")
    hidden = masked(case)
    held = personal_fields(case)
    roles = people.roles(actor.person, case.unit, day_of(now))
    seen = tuple(one for one in held if roles & set(roles_for(case, one.name)))
    whole = bool(roles & set(duty.KEEPERS)) or (bool(held) and len(seen) == len(held))
    if not seen and not whole:
        raise Refused(_not_for(case, held, actor, now))
    used = sorted({role for one in seen for role in roles_for(case, one.name)} & roles) or sorted(
        roles & set(duty.KEEPERS)
    )
    registry.note_sight(
        case.code,
        [one.name for one in seen],
        hidden.text(reason),
        roles=used,
        actor=actor.person,
        door=actor.door,
        now=now,
    )
    return replace(hidden, open=frozenset(one.name for one in seen), whole=whole)


def unmasked_case(code: str, *, actor: Actor, reason: str, now: datetime) -> Sight:
    """`unmasked` for the case of this code."""
    return unmasked(registry.case(code), actor=actor, reason=reason, now=now)


def may_see(case: registry.CaseRow, actor: Actor, now: datetime) -> bool:
    """Whether this person may see anything personal of the case in full now."""
    roles = people.roles(actor.person, case.unit, day_of(now))
    return any(roles & set(roles_for(case, one.name)) for one in personal_fields(case)) or bool(
        roles & set(duty.KEEPERS)
    )


def personal_fields(case: registry.CaseRow) -> tuple[Field, ...]:
    """The fields that hold something personal in this case now."""
    return curtain.personal_in(fields_of(case), case.data)


def fields_of(case: registry.CaseRow) -> tuple[Field, ...]:
    """Every field that a form of the case's flow may fill, each once, in order of life."""
    return _fields(case.workflow, case.workflow_hash)


def roles_for(case: registry.CaseRow, name: str) -> tuple[str, ...]:
    """The roles that may see a personal field at the case's present stage."""
    stage = shelf.definition(case.workflow, case.workflow_hash).stage(case.stage)
    acting = (role for rule in stage.moves if any(one.name == name for one in rule.form) for role in rule.by)
    return tuple(dict.fromkeys((*duty.KEEPERS, *acting)))


def why_closed(paper: registry.PaperRow, actor: Actor | None, now: datetime) -> str:
    """Why this person may not see the paper's pages, one sentence naming who may; empty where they may."""
    if not holds_personal(paper):
        return ""
    allowed, unit = paper_roles(paper), _unit_of(paper)
    if actor and (people.roles(actor.person, unit, day_of(now)) & set(allowed) or _is_theirs(paper, actor, now)):
        return ""
    who = "、".join(duty.today(day_of(now)).names(allowed, unit)) or "现无人担任"
    asker = f"「{actor.person}」" if actor else "没有说明身份的人"
    return (
        f"《{masked_title(paper)}》含个人信息，{asker}在本环节不能看原件，只能看遮盖后的栏目；"
        f"可以看的是{'、'.join(allowed)}（{who}）。"
    )


def _is_theirs(paper: registry.PaperRow, actor: Actor, now: datetime) -> bool:
    """Whether the person's own organ has the paper in hand already: it wrote or signed it, or the paper was sent to
    it."""
    organs = {row.organ for row in registry.appointments(day_of(now), person=actor.person)}
    signed = paper.filed and bool(paper.inputs.get("signed"))
    if (signed or _was_written_by_a_unit(paper)) and organs & {_unit_of(paper), paper.occasion} - {""}:
        return True
    names = organs | {row.short for row in registry.organs() if row.name in organs}
    return any(row.sent_at and row.name in names for row in registry.recipients(paper.id))


def _was_written_by_a_unit(paper: registry.PaperRow) -> bool:
    """Whether somebody of the case's own unit took the act that made the paper."""
    event = paper.inputs.get("event")
    return bool(event) and registry.event(event).role in people.OF_THE_UNIT


def note_fetched(paper: registry.PaperRow, *, actor: Actor, now: datetime) -> None:
    """Journal that this person, who may, is given a paper that holds personal data."""
    if not holds_personal(paper):
        return
    roles = people.roles(actor.person, _unit_of(paper), day_of(now)) & set(paper_roles(paper))
    registry.note_sight(
        paper.flow or paper.case or "",
        [f"《{paper.template}》原件"],
        "取出文书",
        roles=sorted(roles),
        actor=actor.person,
        door=actor.door,
        now=now,
    )


def holds_personal(paper: registry.PaperRow) -> bool:
    """Whether the paper says anything personal, by its own words; a scan nobody can read by machine is taken to."""
    docx = next((version.docx_sha for version in reversed(paper.versions) if version.docx_sha), None)
    if docx is None:
        return bool(paper.versions)
    text = _without_our_own(drafting.text_of(registry.get(docx)))
    return _curtain_of(paper).text(text) != text


def paper_roles(paper: registry.PaperRow) -> tuple[str, ...]:
    """The roles that may see a paper's pages now: those that act on it at its own or its project's stage, and those who
    mark what it is named as evidence of."""
    acting: list[str] = []
    for case in (registry.case(code) for code in (paper.flow, paper.case) if code):
        stage = shelf.definition(case.workflow, case.workflow_hash).stage(case.stage)
        own = case.code == paper.flow
        for rule in stage.moves:
            if own or _concerns(rule, paper.template) or _marks_rest_on(case, rule, paper.template):
                acting += rule.by
    return tuple(dict.fromkeys((*duty.KEEPERS, *acting)))


def masked_fields(paper: registry.PaperRow) -> tuple[tuple[str, Any], ...]:
    """The paper's filled fields (label, value), masked."""
    values, hung = paper.inputs.get("values") or {}, _curtain_of(paper)
    return tuple(
        (one.label, curtain.masked(one, values[one.name], hung))
        for one in _template_fields(paper)
        if values.get(one.name) not in (None, "", [])
    )


def masked_title(paper: registry.PaperRow, project: registry.CaseRow | None = None) -> str:
    """The paper's title as anybody may read it; its `project` need not be looked up where it is at hand."""
    return _curtain_of(paper, project).text(paper.title)


def plain_text(text: str) -> str:
    """Any text that goes out of a door, with every number of a person masked: the last net, under what views mask."""
    return personal.masked(text)


def discreet(text: str, about: Iterable[str]) -> str:
    """An error's sentence without what the cases hold that it may be `about` (the words of a command, of which some
    are codes). Masking must never stand in the way of telling the error itself."""
    try:
        for code in about:
            text = _known_curtain(code).text(text)
    except Exception:  # no office is open, or its ledger is what is broken
        _log.debug("masked by pattern only", exc_info=True)
    return personal.masked(text)


def _known_curtain(code: str) -> Curtain:
    """What the case of this code and its project hold; an empty curtain for a word that is no code."""
    try:
        case = registry.case(code)
    except BadInput:
        return Curtain()
    own = masked(case).curtain
    return curtain.both(own, masked(registry.case(case.parent)).curtain) if case.parent else own


def _not_for(case: registry.CaseRow, held: Iterable[Field], actor: Actor, now: datetime) -> str:
    names = [one.label for one in held]
    if not names:
        return f"事项{case.code}没有遮盖的个人信息，不必申请查看。"
    allowed = tuple(dict.fromkeys(role for one in held for role in roles_for(case, one.name)))
    who = "、".join(duty.today(day_of(now)).names(allowed, case.unit)) or "现无人担任"
    return (
        f"「{actor.person}」在「{case.stage}」环节不能查看事项{case.code}的{'、'.join(names)}，"
        f"可以查看的是{'、'.join(allowed)}（{who}）。"
    )


def _concerns(rule: workflow.Rule, template: str) -> bool:
    """Whether a project's move needs this paper, files it, or looks at all papers."""
    if template in (PHOTOS, SIGNED_SHEET):
        return True
    needs = any(word in (ALL_PAPERS, template) or word.startswith(template) for word in rule.needs)
    return bool(template) and (needs or any(step.argument == template for step in rule.then))


def _marks_rest_on(case: registry.CaseRow, rule: workflow.Rule, template: str) -> bool:
    """Whether the move owes a score and the case's rubric names this paper as what the marks rest on."""
    if not template or not rule.owes("score"):
        return False
    indicators = shelf.rubric(case.workflow, case.workflow_hash).indicators
    return any(template in one.evidence for one in indicators)


def _unit_of(paper: registry.PaperRow) -> str:
    return registry.case(paper.case).unit if paper.case else ""


def _curtain_of(paper: registry.PaperRow, project: registry.CaseRow | None = None) -> Curtain:
    """What the paper's own fields and its project's hold."""
    case = project or (registry.case(paper.case) if paper.case else None)
    data: Mapping[str, Any] = case.data if case else {}
    own = curtain.drawn(_template_fields(paper), paper.inputs.get("values") or {})
    whole = curtain.drawn(fields_of(case), data) if case else Curtain()
    return curtain.both(own, whole)


def _template_fields(paper: registry.PaperRow) -> tuple[Field, ...]:
    """The fields of the paper's template; none where it was made without one, or that version is not on the shelf."""
    try:
        return shelf.template(paper.template, paper.template_hash)[0].fields if paper.template_hash else ()
    except BadInput:
        return ()


def _without_our_own(text: str) -> str:
    """The office's own account stands on papers that tell where to pay; it is nobody's secret."""
    account = registry.profile()["office"].get("account")
    return text.replace(str(account), "") if account else text


@lru_cache(maxsize=256)
def _fields(name: str, version: str) -> tuple[Field, ...]:
    """A field that any form of the flow marks is marked, whichever form is read first."""
    found: dict[str, Field] = {}
    for stage, rule in shelf.definition(name, version).rules():
        for one in (*stage.form, *rule.form):
            known = found.get(one.name)
            found[one.name] = replace(one, personal=True) if known and known.personal else one
    return tuple(found.values())
