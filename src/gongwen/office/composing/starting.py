"""起稿: where a new paper begins: at a template, at an earlier paper, or at the step of a project that drafts it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gongwen import drafting, registry
from gongwen.document.fields import Field
from gongwen.document.reference import Reference
from gongwen.errors import BadInput
from gongwen.office.clock import day_of
from gongwen.office.composing import sheet as sheets
from gongwen.office.composing.sheet import Sheet
from gongwen.office.paperwork import context, heading
from gongwen.office.people import Actor
from gongwen.office.procedures import shelf
from gongwen.office.staffing import privacy
from gongwen.office.watching import todo
from gongwen.office.watching.paging import Part

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=年|/|—|-|–)")
_NUMBER_CITED = re.compile(r"〔20\d\d〕\s*\d+号")
_MOST = 60
_DRAFTS = ("draft", "draft_each")


@dataclass(frozen=True)
class Card:
    """A template that a paper can be begun at: what it makes, what it fills in by itself, what is left to be filled,
    and which steps of which flows draft it by themselves (`drafted_by`, each 流程「办理」)."""

    name: str
    title: str
    kind: str
    layout: str
    help: str
    gives: tuple[str, ...]
    needs: tuple[str, ...]
    joint: bool
    drafted_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Earlier:
    """An earlier paper that a new one can be begun at."""

    flow: str
    title: str
    template: str
    number: str
    issued_on: date | None


@dataclass(frozen=True)
class Unsent:
    """A new paper that somebody began and has not handed in."""

    key: str
    template: str
    title: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Step:
    """A step of a project that this person can take now and that drafts papers."""

    code: str
    title: str
    stage: str
    action: str
    templates: tuple[str, ...]
    left: str


def steps(*, actor: Actor, now: datetime) -> tuple[Step, ...]:
    """What this person can take now that drafts a paper, the most urgent first."""
    waiting = todo.page(now=now, actor=actor, part=Part(size=_MOST)).rows
    return tuple(one for row in waiting for one in _steps(row))


def cards(today: date) -> tuple[Card, ...]:
    """Every template of a 公文 on the office's shelf, in its newest version."""
    names, steps = dict.fromkeys(row.name for row in registry.published_list("template")), _drafting_steps()
    found = (shelf.template(name)[0] for name in names)
    return tuple(_card(one, today, steps.get(one.name, ())) for one in found if one.frame != "none")


def unsent(actor: Actor) -> tuple[Unsent, ...]:
    """The new papers that this person began and has not handed in, the last saved first."""
    return tuple(_unsent(row) for row in registry.working_copies_of(sheets.NEW, by=actor.person))


def earlier(*, template: str = "", words: str = "") -> tuple[Earlier, ...]:
    """Papers of the office's own templates that a new one can be begun at, the newest first: of one template, with
    these words in the title, where given."""
    asked = registry.PaperQuery(template=template, title=words)
    found = registry.find_papers(asked, registry.Slice(down=True, limit=_MOST)).rows
    return tuple(_earlier(row) for row in found if row.paper.flow and row.paper.template_hash)


def begin(template: str, key: str, *, actor: Actor, now: datetime) -> Sheet:
    """A new sheet of this template, with what the office's own records fill in; the same key is the same sheet."""
    sheets.require_drafter(actor, now)
    found, version = shelf.template(template)
    if found.frame == "none":
        raise BadInput(f"模板「{template}」是表格或合同，由项目的办理环节起草，不能单独拟稿。")
    usual = {one.name: one.default for one in found.fields if one.default is not None}
    filled = registry.plain({**usual, **context.values(found, None, {}, day_of(now))})
    return _begun(key, f"{found.name}@{version}", {**filled, **heading.present(found)}, actor, now)


def begin_from(flow: str, key: str, *, actor: Actor, now: datetime) -> tuple[Sheet, tuple[str, ...]]:
    """A new sheet from an earlier paper: what the office's records tell is fetched anew, days and numbers are left
    empty, years in its words are moved on; what was done is told in sentences."""
    sheets.require_drafter(actor, now)
    old, today = sheets.of_paper(flow), day_of(now)
    assert old.paper is not None
    if why := privacy.why_closed(old.paper, actor, now):
        raise BadInput(f"{why}不能从它起稿。")
    template, version = shelf.template(old.template.name)
    moved = _Moved(today.year - old.drafted_on.year)
    fresh = registry.plain(context.values(template, None, {}, today))
    values = {one.name: moved.field(one, old.values.get(one.name), fresh) for one in template.fields}
    around = {**heading.present(template), **{one.name: old.values.get(one.name) for one in old.head}}
    around[heading.ISSUERS] = moved.organs(around[heading.ISSUERS] or (), today)
    if around.get(heading.TITLE):
        around[heading.TITLE] = moved.text("标题", around[heading.TITLE])
    made = _begun(key, f"{template.name}@{version}", {**values, **around}, actor, now)
    return made, tuple(moved.told(old))


def _begun(key: str, based_on: str, values: Mapping[str, Any], actor: Actor, now: datetime) -> Sheet:
    about = sheets.new_about(key)
    if registry.working_copy(about) is None:
        kept = {name: value or None for name, value in values.items()}
        registry.save_working_copy(about, kept, based_on=based_on, revision=0, by=actor.person, now=now)
    return sheets.of_new(key, now)


class _Moved:
    """What is done to an earlier paper's values for a later one, and what there is to tell of it."""

    def __init__(self, years: int) -> None:
        self._years = years
        self._emptied: list[str] = []
        self._shifted: list[str] = []
        self._cited: list[str] = []
        self._gone: list[str] = []

    def field(self, one: Field, value: Any, fresh: Mapping[str, Any]) -> Any:
        """A field's value as the new paper begins with."""
        if fresh.get(one.name) not in (None, "", []):
            return fresh[one.name]
        return self._value(one, value)

    def _value(self, one: Field, value: Any) -> Any:
        if value in (None, "", []):
            return None
        if one.type == "date" or _is_number(value) or one.source.startswith(("case.", "papers.")):
            self._emptied.append(one.label)
            return None
        if one.type == "table":
            return [{part.name: self._value(part, row.get(part.name)) for part in one.columns} for row in value]
        if one.type == "record":
            return {part.name: self._value(part, value.get(part.name)) for part in one.columns}
        if isinstance(value, list):
            return [self.text(one.label, str(item)) for item in value]
        return self.text(one.label, value) if isinstance(value, str) and one.type != "choice" else value

    def text(self, label: str, text: str) -> str:
        """Words with their years moved on; numbers of papers that they cite stay."""
        if _NUMBER_CITED.search(text):
            self._cited.append(label)
        moved = _YEAR.sub(lambda year: str(int(year[1]) + self._years), text) if self._years else text
        self._shifted += [label] if moved != text else []
        return moved

    def organs(self, names: Iterable[str], today: date) -> list[str]:
        """The issuers that still may issue."""
        able = {row.name for row in heading.candidates(today)}
        self._gone += [name for name in names if name not in able]
        return [name for name in names if name in able]

    def told(self, old: Sheet) -> Iterator[str]:
        """What was done, in sentences."""
        yield f"由《{privacy.masked_title(old.paper) if old.paper else ''}》带入，请逐项核对。"
        for names, sentence in (
            (self._emptied, "日期、文号和项目的情况没有带入：{}。"),
            (self._shifted, f"文字里的年份往后移了{self._years}年：{{}}。"),
            (self._cited, "文字里引用了文号，请核对是否仍然适用：{}。"),
            (self._gone, "已经不能发文的机关没有带入：{}。"),
        ):
            if names:
                yield sentence.format("、".join(dict.fromkeys(names)))
        if old.paper and any(version.origin == "hand" for version in old.paper.versions):
            yield "原文后来由人工改过文稿，那些改动不在栏目里，没有带入。"


def _is_number(value: Any) -> bool:
    try:
        Reference.parse(str(value).strip())
    except (BadInput, ValueError):
        return False
    return True


def _steps(row: Mapping[str, Any]) -> Iterator[Step]:
    case = registry.case(row["code"])
    for rule in shelf.definition(case.workflow, case.workflow_hash).stage(case.stage).moves:
        drafted = tuple(str(step.argument) for step in rule.then if step.name in _DRAFTS)
        if drafted and rule.do in row["actions"]:
            yield Step(case.code, row["title"], case.stage, rule.do, drafted, row["left"])


def _drafting_steps() -> dict[str, tuple[str, ...]]:
    """Template → the moves of the flows in use that draft it: whoever begins it here draws it up beside their files."""
    found: dict[str, dict[str, None]] = {}
    for flow in dict.fromkeys(row.name for row in registry.published_list("workflow")):
        definition = shelf.definition(flow)
        for _, rule in definition.rules():
            for step in (one for one in rule.then if one.name in _DRAFTS):
                found.setdefault(str(step.argument), {})[f"{definition.title}「{rule.do}」"] = None
    return {name: tuple(told) for name, told in found.items()}


def _card(template: drafting.Template, today: date, drafted_by: tuple[str, ...]) -> Card:
    own = Sheet("", template, template.version, {}, today)
    gives = [one.label for one in own.body if one.source and not _of_a_case(one)]
    needs = [one.label for one in own.body if one.required and one.default is None and one.label not in gives]
    return Card(
        template.name, template.title, template.kind, template.frame, template.help, tuple(gives), tuple(needs),
        template.joint, drafted_by,
    )  # fmt: skip


def _of_a_case(one: Field) -> bool:
    return one.source.split(".")[0] in ("case", "papers", "party", "unit")


def _earlier(row: registry.ListedPaper) -> Earlier:
    paper = row.paper
    number = str(paper.reference or "")
    return Earlier(paper.flow or "", privacy.masked_title(paper), paper.template, number, paper.issued_on)


def _unsent(row: registry.WorkingCopyRow) -> Unsent:
    name, _, version = row.based_on.rpartition("@")
    title = str(row.values.get(heading.TITLE) or "") or shelf.template(name, version)[0].title
    return Unsent(row.about.removeprefix(sheets.NEW), name, title, row.by, row.at)
