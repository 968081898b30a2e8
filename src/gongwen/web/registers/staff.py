"""机关和人员: who is on file, who holds which post, who stands in for whom."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from gongwen.office.staffing import access, directory, staff
from gongwen.web import telling
from gongwen.web.answers import answer
from gongwen.web.doors import page


@page(admits=access.STAFF, methods=("GET",))
def organs(request: Any) -> HttpResponse:
    """Every organ."""
    return answer(request, "registers/organs.html", {"rows": staff.organs(), "said": telling.heard(request)})


@page(admits=access.STAFF, methods=("GET",))
def organ(request: Any, name: str) -> HttpResponse:
    """One organ with its posts."""
    shown = {"organ": directory.organ(name, request.visitor.today), "said": telling.heard(request)}
    return answer(request, "registers/organ.html", shown)


@page(admits=access.STAFF, methods=("GET",))
def people(request: Any) -> HttpResponse:
    """Everybody with their present posts and roles."""
    shown = {"rows": staff.persons(request.visitor.today), "said": telling.heard(request)}
    return answer(request, "registers/people.html", shown)


@page(admits=access.STAFF, methods=("GET",))
def person(request: Any, name: str) -> HttpResponse:
    """One person with every post and delegation there was."""
    shown = {"person": directory.person(name, request.visitor.today), "said": telling.heard(request)}
    return answer(request, "registers/person.html", shown)


@page(admits=access.STAFF, methods=("GET",))
def delegations(request: Any) -> HttpResponse:
    """Every delegation, those in force first."""
    shown = {"rows": directory.delegations(request.visitor.today), "said": telling.heard(request)}
    return answer(request, "registers/delegations.html", shown)
