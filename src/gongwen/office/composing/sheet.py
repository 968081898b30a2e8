"""拟稿单: the fields of a paper that is being drafted, with what they hold: of one on record, or of one just begun.

A sheet just begun is no paper yet: it is a working copy (registry.working_copies) until every field that must be filled
is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gongwen import drafting, registry
from gongwen.document import fields as document_fields
from gongwen.document.fields import Field
from gongwen.errors import BadInput, Refused
from gongwen.office import people
from gongwen.office.clock import day_of
from gongwen.office.paperwork import heading
from gongwen.office.people import Actor
from gongwen.office.procedures import shelf
from gongwen.office.staffing import privacy

NEW = "新拟:"
OF_PAPER = "拟稿:"
"""How the working copies of sheets are called: of a new one with its key, of a paper with its flow."""
_KEY = re.compile(r"[0-9a-f]{8,40}")
_FOLLOWS = {"issuing.joint": heading.ISSUERS, "issuing.lead": heading.LEAD}
"""Fields of a template that say again what its head says: filled from there."""


@dataclass(frozen=True)
class Sheet:
    """What is drafted: the template in its version, the values on record or begun with, since which day, on which page
    set-up, and the paper where there is one already."""

    about: str
    template: drafting.Template
    version: str
    values: Mapping[str, Any]
    drafted_on: date
    profile: str | None = None
    paper: registry.PaperRow | None = None

    @property
    def head(self) -> tuple[Field, ...]:
        """The fields around the text."""
        return heading.form(self.template)

    @property
    def body(self) -> tuple[Field, ...]:
        """The template's own fields, without those that the head fills."""
        return tuple(one for one in self.template.fields if one.source not in _FOLLOWS)

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields."""
        return (*self.head, *self.body)

    @property
    def based_on(self) -> str:
        """What a working copy of it says it began from."""
        return f"{self.template.name}@{self.version}"

    def apart(self, values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        """The template's values, those that follow the head filled in, and the head's."""
        around = {one.name: values.get(one.name) for one in self.head}
        given = {one.name: values.get(one.name) for one in self.body}
        given |= {
            one.name: around[_FOLLOWS[one.source]]
            for one in self.template.fields
            if one.source in _FOLLOWS and _FOLLOWS[one.source] in around
        }
        return given, around

    def checked(self, values: Mapping[str, Any], today: date) -> tuple[dict[str, Any], dict[str, Any]]:
        """`apart`, in the declared types; BadInput names everything that is missing or wrong, in either part."""
        given, around = self.apart(values)
        faults = self.faults(values, today)
        if faults:
            raise BadInput.of(faults)
        return self.template.check(given), heading.check(self.template, around, today)

    def faults(self, values: Mapping[str, Any], today: date) -> list[str]:
        """Everything that is missing or wrong."""
        given, around = self.apart(values)
        told = document_fields.faults_in(self.template.fields, given, f"模板「{self.template.name}」")
        try:
            heading.check(self.template, around, today)
        except BadInput as error:
            told = [*error.faults, *told]
        return told


def of_paper(flow: str) -> Sheet:
    """The sheet of a paper of its own flow, as it is on record; BadInput for a code that is no paper's flow."""
    paper = paper_of(flow)
    template, version = shelf.template(paper.template, paper.template_hash)
    kept = paper.inputs.get("head") or heading.present(template)
    return Sheet(
        OF_PAPER + flow, template, version, {**(paper.inputs.get("values") or {}), **kept},
        date.fromisoformat(paper.inputs["drafted_on"]), paper.inputs.get("profile"), paper,
    )  # fmt: skip


def paper_of(flow: str) -> registry.PaperRow:
    """The paper whose own flow this is; BadInput for a code that is no paper's flow."""
    found = registry.papers(flow=flow)
    if not found:
        raise BadInput(f"没有发文编号为「{flow}」的公文，请核对。")
    return found[0]


def of_new(key: str, now: datetime) -> Sheet:
    """The sheet that was begun with this key; BadInput when there is none (any more)."""
    row = registry.working_copy(NEW + key) if _KEY.fullmatch(key) else None
    if row is None:
        raise BadInput("这份新稿不在了：可能已经存成公文，或者被放弃了。请到「公文」里查找，或重新拟一份。")
    name, _, version = row.based_on.rpartition("@")
    template, version = shelf.template(name, version)
    return Sheet(row.about, template, version, row.values, day_of(now))


def new_about(key: str) -> str:
    """What the working copy of a new sheet is called; BadInput for a key that a door did not make."""
    if not _KEY.fullmatch(key):
        raise BadInput("这个页面的地址不对，请从「新拟公文」进入。")
    return NEW + key


def require_drafter(actor: Actor, now: datetime) -> None:
    """Refused unless this person drafts papers (拟稿人, or whatever the office's flow calls them)."""
    wanted = drafters(shelf.definition(shelf.PAPER_FLOW))
    if not wanted & people.roles(actor.person, "", day_of(now)):
        raise Refused(f"拟稿由{'、'.join(sorted(wanted))}办理，{actor.person}没有这个角色。")


def drafters(definition: Any) -> frozenset[str]:
    """The roles that act at the first stage of a flow."""
    return frozenset(role for rule in definition.first.moves for role in rule.by)


def why_not(flow: str, actor: Actor, now: datetime) -> str:
    """Why this paper's fields cannot be changed by this person now, and what to do instead; empty when they can."""
    paper, case = paper_of(flow), registry.case(flow)
    definition = shelf.definition(case.workflow, case.workflow_hash)
    if case.stage != definition.first.name:
        back = "需要修改的，先退回或撤回到起草，或者下载文稿改好后交回" if not paper.filed else "已经印发，不能再改"
        return f"《{privacy.masked_title(paper)}》在「{case.stage}」环节，栏目不能再改；{back}。"
    latest = paper.latest
    if latest is None or latest.origin != "template":
        who = f"{latest.by}在第{latest.no}稿" if latest else "别处"
        return f"{who}换上了手工修改的文稿，栏目不再对应正文；请下载文稿，用 WPS 或 Word 改好后交回。"
    wanted = drafters(definition)
    if not wanted & people.roles(actor.person, case.unit, day_of(now)):
        return f"修改栏目由{'、'.join(sorted(wanted))}办理，{actor.person}没有这个角色。"
    return privacy.why_closed(paper, actor, now)
