"""文号查询: numbers of the ledger found by their parts or by what they were given for, a page at a time."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from gongwen.registry.case_search import having
from gongwen.registry.looking import once
from gongwen.registry.models import Number, Paper
from gongwen.registry.number_ledger import number_row
from gongwen.registry.queries import Found, PaperQuery, Slice
from gongwen.registry.values import NumberRow


def find_numbers(query: PaperQuery, part: Slice = Slice()) -> Found[NumberRow]:  # noqa: B008 (a frozen value)
    """The numbers that meet the query's 代字, year and serial, and whose paper's title, or, where they have no paper
    here, whose own, has the words in it; the latest first."""
    rows = _matching(query).select_related("paper__flow").order_by("-year", "code", "-serial")
    end = None if part.limit is None else part.offset + part.limit
    return Found(tuple(number_row(row) for row in rows[part.offset : end]), _count(query))


@once
def _count(query: PaperQuery) -> int:
    return _matching(query).count()


def _matching(query: PaperQuery) -> QuerySet[Number]:
    wanted = {"code": query.code, "year": query.year, "serial": query.serial}
    found = Number.objects.filter(**{name: value for name, value in wanted.items() if value})
    if query.title:
        papers = having(Paper.objects.all(), query.title).values("pk")
        own = having(Number.objects.filter(paper=None), query.title).values("pk")
        found = found.filter(Q(paper__in=papers) | Q(pk__in=own))
    return found
