"""办一步的页: what stands around a move's form (the case, the number it will take), and what an act came to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from gongwen import registry
from gongwen.office.paperwork import number_ahead
from gongwen.office.people import Actor
from gongwen.office.procedures import shelf
from gongwen.office.ruling.move_form import MoveForm
from gongwen.office.ruling.phrases import for_opinion
from gongwen.office.staffing import access, privacy
from gongwen.office.watching import announced, case_page, views

ASIDE = {"-reason": "理由", "-to": "去往环节", "-party": "哪一方"}


def around(form: MoveForm, *, actor: Actor, now: datetime) -> dict[str, Any]:
    """The case's head, its papers, the opinions there are, and for 编号 the number with its neighbours; its unit is not
    told who marks it."""
    case = registry.case(form.code)
    definition = shelf.definition(case.workflow, case.workflow_hash)
    rule = definition.stage(case.stage).rule(form.action)
    numbers = bool(rule and rule.owes("number"))
    head = case_page.head(case, definition, case_page.masked(case), now)
    if not access.works_on(access.visitor(actor.person, now), case.code):
        head["holders"] = announced.awaited(definition.stage(case.stage), head["holders"])
    return {
        "case": head,
        "papers": [views.paper_row(row) | {"id": row.id} for row in registry.papers(case=form.code)][-3:],
        "ahead": number_ahead.of(form.code) if numbers else None,
        "opinions": for_opinion(),
    }


def done(receipt: registry.Receipt) -> list[str]:
    """What a move came to, in sentences: where the case is now, who is awaited, which jobs follow."""
    event, case = receipt.event, receipt.case
    whose = f"（{event.party}）" if event.party else ""
    again = "此前已经办成，没有重复办理" if receipt.repeated else "已办"
    said = [f"「{event.action}」{whose}{again}，现在「{case.stage}」。"]
    if receipt.tasks:
        said.append(f"还等：{'、'.join(task.party.name for task in receipt.tasks)}。")
    owed = [views.job_name(job) for job in receipt.jobs if job.state != registry.DONE]
    if owed:
        said.append(f"系统接着办：{'、'.join(dict.fromkeys(owed))}。")
    return said


def labelled(code: str, typed: Mapping[str, str]) -> list[dict[str, str]]:
    """What was typed into a form that is no more, by the labels of its fields."""
    labels = {one.name: one for one in privacy.fields_of(registry.case(code))}
    return [{"label": _label(name, labels), "text": text} for name, text in typed.items() if text.strip()]


def _label(name: str, fields: Mapping[str, Any]) -> str:
    """`budget-0-name` is 预算第1行项目."""
    field, _, rest = name.partition("-")
    if name in ASIDE or field not in fields:
        return ASIDE.get(name, name)
    number, _, column = rest.partition("-")
    columns = {one.name: one.label for one in fields[field].columns}
    line = f"第{int(number) + 1}行{columns.get(column, column)}" if number.isdecimal() and len(number) < 6 else ""
    return f"{fields[field].label}{line}"
