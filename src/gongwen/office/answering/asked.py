"""要做的事: what a unit is asked for now and by when, what it may report, what it waits for, what it was sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Any

from gongwen import registry, workflow
from gongwen.document import dates
from gongwen.errors import BadInput, Refused
from gongwen.office import people
from gongwen.office.answering import awaited
from gongwen.office.clock import day_of, zone
from gongwen.office.people import Actor
from gongwen.office.procedures import shelf
from gongwen.office.ruling import deciding
from gongwen.office.staffing import access, calendar, duty, privacy
from gongwen.office.watching import announced

SIGN, FILL, RECEIVE = "签", "填", "收"
"""What a card asks: to sign a paper and send it back, to fill in a form, to confirm a paper."""
NAMED = "_by"
"""How fields end that name a day by which something is to be done (rectify_by 整改期限)."""
HANDED_IN, SENT_BACK = "待核对", "已退回"
MOST = 20
"""Of what asks nothing of the unit so many stand on its page; all of it is in the list of its cases."""
_NOBODY = workflow.Parties("")


@dataclass(frozen=True)
class Card:
    """One thing to do: `what` it is, `how` it is done, by when (`due` an ISO day, `left` in words, `state`), how far it
    has come (`progress`), what has to be done again (`faults`), and for whom where one acts for several (`party`)."""

    kind: str
    code: str
    action: str
    title: str
    what: str
    how: str
    due: str = ""
    left: str = ""
    state: str = ""
    progress: str = ""
    faults: tuple[str, ...] = ()
    party: str = ""


@dataclass(frozen=True)
class Waiting:
    """A case that waits for somebody else: for what, since which day."""

    code: str
    title: str
    what: str
    since: date


@dataclass(frozen=True)
class Received:
    """A paper that was sent to the unit, and who confirmed it on which day."""

    flow: str
    title: str
    number: str
    sent_on: date
    received_by: str
    received_on: date | None


@dataclass(frozen=True)
class UnitDesk:
    """A unit's one page: `cards` to do, what it `may` report at any time, cases `waiting` for others and how many there
    are `more`, the last that are `over`, the last papers `received`."""

    organs: tuple[str, ...]
    cards: tuple[Card, ...]
    may: tuple[Card, ...]
    waiting: tuple[Waiting, ...]
    received: tuple[Received, ...]
    over: tuple[Waiting, ...]
    more: int = 0


def of(actor: Actor, now: datetime) -> UnitDesk:
    """What this person finds on their unit's page, the most urgent first."""
    organs = organs_of(actor, now)
    parties = (*organs, actor.person)
    papers = tuple(_received(organs))
    days = calendar.calendar()
    found = [_Case(case, actor, now, days) for case in registry.running_of_units(organs, parties)]
    must = sorted((card for one in found for card in one.duties), key=_urgency)
    idle = [one for one in found if not one.duties]
    return UnitDesk(
        organs,
        (*must, *(_to_confirm(paper) for paper in papers if not paper.received_by)),
        tuple(card for one in found for card in one.reports),
        tuple(one.waiting() for one in idle[:MOST]),
        tuple(paper for paper in papers if paper.received_by),
        tuple(_over(case) for case in registry.closed_of_units(organs, parties, most=MOST)),
        more=len(idle[MOST:]),
    )


def of_case(case: registry.CaseRow, actor: Actor, now: datetime) -> tuple[tuple[Card, ...], Waiting | None]:
    """What one case asks of this person now; where that is nothing, whom it waits for (None once it is over)."""
    if case.closed:
        return (), None
    one = _Case(case, actor, now, calendar.calendar())
    return one.cards, None if one.duties else one.waiting()


def organs_of(actor: Actor, now: datetime) -> tuple[str, ...]:
    """The organs for which the person acts as one of a unit, not in the office's own work."""
    held = registry.appointments(day_of(now), person=actor.person)
    ours = access.own_organs()
    found = (row.organ for row in held if set(row.roles) - access.OFFICE_ROLES and row.organ not in ours)
    return tuple(dict.fromkeys(found))


def ways_out(case: registry.CaseRow, actor: Actor, now: datetime) -> tuple[str, ...]:
    """What this person can do instead of going on: return, withdraw, give up."""
    definition = shelf.definition(case.workflow, case.workflow_hash)
    here = definition.stage(case.stage)
    options = deciding.options(case, actor=actor, now=now)
    return tuple(
        option.action
        for option in options
        if option.open and (rule := here.rule(option.action)) and (rule.reason or definition.goes_back(here, rule))
    )


def addressed_as(flow: str, actor: Actor, now: datetime) -> str:
    """Under which name the paper of this flow was sent to the person's own organ; Refused where it was not."""
    names = names_of(organs_of(actor, now))
    for paper in registry.papers(flow=flow):
        for row in registry.recipients(paper.id):
            if row.name in names and row.sent_at:
                return row.name
    raise Refused(f"{flow}没有发给你们单位，不用签收。")


def names_of(organs: Sequence[str]) -> frozenset[str]:
    """Full and short names, under which papers are sent to these organs."""
    rows = [row for row in registry.organs() if row.name in organs]
    return frozenset(name for row in rows for name in (row.name, row.short) if name)


@dataclass(frozen=True)
class _Case:
    """A running case as this person sees it."""

    case: registry.CaseRow
    actor: Actor
    now: datetime
    days: workflow.Calendar

    @cached_property
    def cards(self) -> tuple[Card, ...]:
        """One for each act forward that is the person's to take now; to sign, one for each party they sign for."""
        ready = [rule for option, rule in self._forward if option.open]
        return tuple(
            card for rule in ready for card in (self._sign(rule) if awaited.by_pages(rule) else [self._fill(rule)])
        )

    @property
    def duties(self) -> tuple[Card, ...]:
        """What is to be done, reports that may be sent apart."""
        return tuple(card for card in self.cards if card.action not in self._free)

    @property
    def reports(self) -> tuple[Card, ...]:
        """What may be sent at any time."""
        return tuple(card for card in self.cards if card.action in self._free)

    def waiting(self) -> Waiting:
        """Whom the case waits for, in words."""
        return Waiting(self.case.code, self._title, self._awaits(), self.case.stage_since)

    @property
    def _title(self) -> str:
        return privacy.masked(self.case).text(self.case.title)

    @cached_property
    def _ahead(self) -> dict[str, workflow.Rule]:
        """The acts that carry the case on from here, or leave it where it is, whoever takes them."""
        definition = shelf.definition(self.case.workflow, self.case.workflow_hash)
        here = definition.stage(self.case.stage)
        return {rule.do: rule for rule in here.moves if not rule.reason and not definition.goes_back(here, rule)}

    @cached_property
    def _forward(self) -> tuple[tuple[workflow.Option, workflow.Rule], ...]:
        """Those of them that stand before this person; none, without a further look, where all are other roles'."""
        held = people.roles(self.actor.person, self.case.unit, day_of(self.now))
        able = (role for rule in self._ahead.values() for role in (*rule.by, *(rule.parties or _NOBODY).others))
        if not held & frozenset(able):
            return ()
        options = deciding.options(self.case, actor=self.actor, now=self.now)
        return tuple((option, self._ahead[option.action]) for option in options if option.action in self._ahead)

    @cached_property
    def _free(self) -> frozenset[str]:
        """The acts that may be done at any time and lead nowhere: reports."""
        return frozenset(do for do, rule in self._ahead.items() if rule.to == self.case.stage and not rule.parties)

    def _fill(self, rule: workflow.Rule) -> Card:
        labels = [one.label for one in rule.form if one.required] or [one.label for one in rule.form]
        how = f"填写{'、'.join(labels[:4])}{'等' if len(labels) > 4 else ''}" if labels else "看过以后确认"
        return self._card(FILL, rule, rule.do, how, timed=rule.do not in self._free)

    def _sign(self, rule: workflow.Rule) -> Iterator[Card]:
        """The cards of the signed copies; none for one that is handed in."""
        owed = awaited.parties(self.case, rule, self.actor, self.now)
        for party in owed:
            row, pages = self._return(rule, party)
            if row is None or row.state != HANDED_IN:
                yield self._signing(rule, row, pages, party if len(owed) > 1 else "")

    def _signing(self, rule: workflow.Rule, row: registry.ReturnRow | None, pages: int, party: str) -> Card:
        sent = _sent(row.count, pages) if row else ""
        faults = (*(page.fault for page in row.pages if page.fault), row.note) if row and row.state == SENT_BACK else ()
        what = f"签《{awaited.template_of(rule)}》{f'（{party}）' if party else ''}"
        how = "打印出来签字盖章，再拍照或扫描传回来"
        told = tuple(fault for fault in faults if fault)
        return replace(self._card(SIGN, rule, what, how, progress=sent, faults=told), party=party)

    def _return(self, rule: workflow.Rule, party: str) -> tuple[registry.ReturnRow | None, int]:
        """The return that answers this act of this party now, as far as it has come, and the pages of the issued
        copy."""
        for row in reversed(registry.returns(self.case.code)):
            try:
                wanted = awaited.of_return(row)
            except (Refused, BadInput):
                continue
            if (row.action, row.party) == (rule.do, party):
                return row, wanted.pages
        return None, 0

    def _card(
        self,
        kind: str,
        rule: workflow.Rule,
        what: str,
        how: str,
        *,
        progress: str = "",
        faults: tuple[str, ...] = (),
        timed: bool = True,
    ) -> Card:
        due, left, state = self._deadline() if timed else ("", "", "")
        return Card(kind, self.case.code, rule.do, self._title, what, how, due, left, state, progress, faults)

    def _deadline(self) -> tuple[str, str, str]:
        """The last day, in words and as a state: the stage's, or the earlier one that the office named (整改期限)."""
        timed = calendar.timed(self.case, self.now, self.days)
        limit = shelf.stage(self.case, self.case.stage).deadline
        if timed is None or limit is None:
            return "", "", ""
        until, how = timed.due, timed.standing
        named = self._named_day()
        if named and named < until.day:
            until = workflow.Due(named)
            how = workflow.standing(until, limit, self.now.astimezone(zone()), self.days)
        return str(until.day), how.words, how.state

    def _named_day(self) -> date | None:
        """The day by which the act that brought the case here wants it done: a field named 某某_by."""
        if not _names_a_day(self.case.workflow, self.case.workflow_hash, self.case.stage):
            return None
        entered = [row for row in registry.events(self.case.code) if row.target == self.case.stage != row.source]
        told = [value for name, value in entered[-1].form.items() if name.endswith(NAMED) and value] if entered else []
        return min((dates.read(value, "期限") for value in told), default=None)

    def _awaits(self) -> str:
        """Signed copies that lie with the office, what is missing, or who has to act next."""
        for option, rule in self._forward:
            if option.open and awaited.by_pages(rule):
                return f"签好的《{awaited.template_of(rule)}》已经交回，等办公室核对"
        for option, _ in self._forward:
            if option.allowed and (option.missing or option.waits):
                return "；".join((*option.missing, *([option.waits] if option.waits else [])))
        steps = [rule for do, rule in self._ahead.items() if do not in self._free]
        if not steps:
            return f"现在是「{self.case.stage}」"
        posts = duty.today(day_of(self.now)).of_rule(steps[0], self.case.unit)
        names = list(dict.fromkeys(str(post) for post in posts))
        who = "、".join(announced.awaited(shelf.stage(self.case, self.case.stage), names)) or "办公室"
        return f"等{who}办理「{steps[0].do}」"


@lru_cache(maxsize=1024)
def _names_a_day(flow: str, version: str, stage: str) -> bool:
    """Whether an act that leads to this stage asks for the day by which something is to be done there."""
    rules = shelf.definition(flow, version).rules()
    return any(one.name.endswith(NAMED) for _, rule in rules if stage in rule.targets for one in rule.form)


def _sent(count: int, pages: int) -> str:
    """How far the pages have come; all of them there is not yet handed in."""
    if count >= pages:
        return "都传上来了，但还没有交，请再点一次「交给办公室」"
    return f"已传 {count} 页，共 {pages} 页" if count else ""


def _urgency(card: Card) -> tuple[bool, int, str, str]:
    """What was sent back first, then by how the deadline stands and when it is."""
    state = workflow.STATES.index(card.state) if card.state else len(workflow.STATES)
    return (not card.faults, state, card.due or "9999", card.code)


def _received(organs: Sequence[str]) -> Iterator[Received]:
    """The papers sent to these organs, the latest first."""
    names = names_of(organs)
    for id in registry.papers_sent_to(names, received=MOST):
        paper = registry.paper(id)
        for row in registry.recipients(id):
            if row.name in names and row.sent_at:
                on = day_of(row.received_at) if row.received_at else None
                title, number = privacy.masked_title(paper), str(paper.reference or "")
                yield Received(paper.flow or "", title, number, day_of(row.sent_at), row.received_by, on)


def _to_confirm(paper: Received) -> Card:
    how = f"{paper.number}，{paper.sent_on.month}月{paper.sent_on.day}日发来，看过以后点签收"
    return Card(RECEIVE, paper.flow, "签收", paper.title, "签收文件", how)


def _over(case: registry.CaseRow) -> Waiting:
    words: Mapping[str, Any] = case.data
    grade = f"，评估等次：{words['grade']}" if words.get("grade") else ""
    title = privacy.masked(case).text(case.title)
    return Waiting(case.code, title, f"已办结（{case.stage}）{grade}", case.closed_on or case.stage_since)
