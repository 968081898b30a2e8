"""接收在办项目: a project begun on paper, entered at the stage it has come to."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from gongwen.errors import BadInput, GongwenError, Refused
from gongwen.office.records import taking_in_form
from gongwen.office.staffing import access
from gongwen.web import acting, filling, telling
from gongwen.web.answers import answer, go, sentences
from gongwen.web.doors import page


@page(admits=access.KEEPERS)
def take_in(request: Any) -> HttpResponse:
    """Which stage it has come to; then the form of that stage; sent, the project on record."""
    by, at = {"actor": request.actor, "now": request.now}, request.GET.get("at", "")
    if not at:
        return answer(request, "handling/take_in_at.html", {"phases": taking_in_form.stages(**by)})
    sheet = taking_in_form.sheet(at, **by)
    if request.method != "POST":
        return _form(request, sheet, {})
    given: dict[str, Any] = {}
    try:
        given = filling.filled(sheet.fields, request.POST, request.FILES)
        made = taking_in_form.take_in(at, given, **by)
    except (BadInput, Refused) as error:
        return _form(request, sheet, {**filling.typed(sheet.fields, request.POST), **given}, error)
    without = f"没有交来的以前的文书：{'、'.join(made.without)}。" if made.without else ""
    telling.tell(request, f"已接收 {made.case.code}《{made.case.title}》，现在「{made.case.stage}」。", without)
    return go(request, "handling:case", made.case.code)


def _form(
    request: Any, sheet: taking_in_form.Sheet, values: dict[str, Any], error: GongwenError | None = None
) -> HttpResponse:
    told = sentences(error, request) if error else []
    shown = {
        "sheet": sheet,
        **filling.form_shown(sheet.fields, values, told),
        "project": filling.form_rows(sheet.project, values, told),
        "papers": filling.form_rows(sheet.papers, values, told),
        "data": filling.form_rows(sheet.data, values, told),
    }
    return answer(request, "handling/take_in.html", shown, status=acting.status(error))
