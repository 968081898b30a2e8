"""各方: whom the words after `of:` name for a case, and what the engine is told of the parties of a stage."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gongwen import registry, workflow
from gongwen.errors import BadInput
from gongwen.office import people
from gongwen.office.matters import layers, meetings
from gongwen.office.paperwork import opinions
from gongwen.office.procedures import shelf
from gongwen.office.staffing import roster
from gongwen.registry import CaseRow, Party

ORGAN, PERSON = "机关", "人员"


def joint_issuers(case: CaseRow, today: date) -> tuple[Party, ...]:
    """联办单位: the organs that issue the case's paper jointly, the lead left out, in issuing order."""
    papers = registry.papers(flow=case.code)
    return tuple(Party(name) for name in (opinions.countersigners(papers[0]) if papers else ()))


def member_organs(case: CaseRow, today: date) -> tuple[Party, ...]:
    """成员单位: the organs of the leading group's members today, each once, in the order of the list."""
    group = str(case.data.get("group") or roster.group_name())
    organs = [row for row in registry.organs() if row.name != group]
    found = (_organ_of(row.organ, row.title, organs) for row in roster.members(group, today))
    return tuple(Party(name) for name in dict.fromkeys(found) if name)


def organs_below(case: CaseRow, today: date) -> tuple[Party, ...]:
    """下级单位: the organs whose superior is the case's unit, as far as they exist today."""
    return tuple(Party(name) for name in (layers.organs_below(case.unit, today) if case.unit else ()))


def responsible_organs(case: CaseRow, today: date) -> tuple[Party, ...]:
    """责任单位: the organs that a meeting's decisions name and that have not reported them done."""
    return tuple(Party(name) for name in meetings.responsible(case))


PARTIES: Mapping[str, Callable[[CaseRow, date], tuple[Party, ...]]] = {
    "联办单位": joint_issuers,
    "成员单位": member_organs,
    "下级单位": organs_below,
    "责任单位": responsible_organs,
}


def named(word: str, case: CaseRow, today: date) -> tuple[Party, ...]:
    """The parties that a word, or a list field of the case, names; BadInput tells a name that nobody bears."""
    if word in PARTIES:
        return PARTIES[word](case, today)
    names = case.data.get(word) or ()
    return tuple(dict.fromkeys(party(str(name)) for name in ([names] if isinstance(names, str) else names)))


def party(name: str) -> Party:
    """The organ (by its full or short name) or the person of this name; BadInput when there is none."""
    for row in registry.organs():
        if name in (row.name, row.short) and name:
            return Party(row.name, ORGAN)
    if any(row.name == name for row in registry.people()):
        return Party(name, PERSON)
    raise BadInput(f"「{name}」既不是登记的机关，也不是登记的人员，请核对名称，或先登记。")


def known(case: CaseRow, held: Sequence[people.Capacity]) -> workflow.Round:
    """The tasks of the stage's present round, and the seats that the person fills: at their own organ, and at every
    party where the flow lets their role act for any (代录)."""
    rule = shelf.stage(case, case.stage).task
    tasks = tuple(engine_task(row) for row in registry.present_tasks(case.code)) if rule else ()
    others = rule.parties.others if rule and rule.parties else ()
    anywhere = {workflow.Seat(one.role, task.party) for one in held if one.role in others for task in tasks}
    return workflow.Round(tasks=tasks, seats=people.seats(held) | anywhere)


def engine_task(row: registry.TaskRow) -> workflow.Task:
    """A task as the engine sees it."""
    return workflow.Task(row.party.name, not row.open, said_by(row))


def said_by(row: registry.TaskRow) -> str:
    """Who did a task: 张三（代李四）; empty while nobody has."""
    return people.acting(row.done_by, row.for_whom)


@dataclass(frozen=True)
class Ahead:
    """The parties of the stages that a move may enter, by word, and whose earlier act still stands in which stage."""

    parties: Mapping[str, tuple[Party, ...]]
    standing: Mapping[tuple[str, str], tuple[str, str]]

    def tell(self, known: workflow.Round) -> workflow.Round:
        """What the engine knows, with this."""
        names = {word: tuple(one.name for one in found) for word, found in self.parties.items()}
        return workflow.Round(known.tasks, known.seats, names, frozenset(self.standing))

    def order(self, call: workflow.Call) -> registry.TaskOrder:
        """The task to be recorded for what the engine opens."""
        who = next(one for found in self.parties.values() for one in found if one.name == call.party)
        done_by, for_whom = self.standing[call.stage, call.party] if call.stands else ("", "")
        return registry.TaskOrder(call.stage, call.action, who, done_by, for_whom)


def ahead(
    case: CaseRow, definition: workflow.Definition, targets: Iterable[str], today: date, *, anew: bool = False
) -> Ahead:
    """Look up the parties of the stages a move may enter, and of those it may pass because enough still stand; `anew`
    when the parties are to be asked again whatever they said."""
    stages = list(_entered(definition, targets, case.stage))
    words = {stage.task.parties.of for stage in stages if stage.task and stage.task.parties}
    found = {word: named(word, case, today) for word in words}
    return Ahead(found, {} if anew else _standing(case, stages))


def _entered(definition: workflow.Definition, targets: Iterable[str], here: str) -> Iterator[workflow.Stage]:
    for name in targets:
        while name != here and (stage := definition.stage(name)).task:
            yield stage
            name = stage.task.to


def _standing(case: CaseRow, stages: Sequence[workflow.Stage]) -> dict[tuple[str, str], tuple[str, str]]:
    """Of a paper: whose 会签 stands for what the paper says now, and who gave it (for whom)."""
    names = [stage.name for stage in stages if stage.name == opinions.COUNTERSIGN]
    papers = registry.papers(flow=case.code) if names else ()
    said = opinions.standing(papers[0]) if papers else ()
    return {
        (name, one.party): _given(one)
        for name in names
        for one in said
        if one.kind == opinions.COUNTERSIGN and one.stands
    }


def _given(one: opinions.Standing) -> tuple[str, str]:
    """Who gave an opinion and for whom: 张三（代李四） apart again."""
    person = one.person.removesuffix(f"（代{one.principal}）")
    return person, one.principal if person != one.principal else ""


def _organ_of(organ: str, title: str, organs: Sequence[registry.OrganRow]) -> str:
    """The member's organ as registered; where only the post is known, the organ it begins with (市财政局副局长)."""
    if organ:
        return next((row.name for row in organs if organ in (row.name, row.short)), "")
    begins = [row for row in organs if any(name and title.startswith(name) for name in (row.name, row.short))]
    return max(begins, key=lambda row: len(row.short)).name if begins else ""
