"""文书查询: papers found, ordered and counted by the database, a page at a time, without reading their versions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet

from gongwen.numbering import RESERVED
from gongwen.registry.case_register import case_row
from gongwen.registry.case_search import cases_handled, having, ordered, seen
from gongwen.registry.models import Case, Number, Opinion, Paper, PaperVersion, Recipient, Task
from gongwen.registry.paper_register import listed_row, paper
from gongwen.registry.queries import Found, ListedPaper, PaperQuery, Slice
from gongwen.registry.values import TASK_STATES, PaperRow

ORDERS: dict[str, tuple[Any, ...]] = {
    "opened": ("id",),
    "title": ("title", "id"),
    "template": ("template", "id"),
    "number": ("number__code", "number__year", "number__serial", "id"),
    "issued": ("issued_on", "id"),
}


def find_papers(query: PaperQuery, part: Slice = Slice()) -> Found[ListedPaper]:  # noqa: B008 (a frozen value)
    """The papers that meet the query, in the order asked for; BadInput on an order there is none of."""
    found = _matching(query)
    total = found.count() if part.limit is not None else None
    rows = _whole(found).order_by(*ordered(ORDERS, part))
    made = _read(rows[part.offset :] if part.limit is None else rows[part.offset : part.offset + part.limit])
    return Found(made, len(made) if total is None else total)


def listed_papers(ids: Iterable[int]) -> dict[int, ListedPaper]:
    """These papers, by id, in one look."""
    return {one.paper.id: one for one in _read(_whole(Paper.objects.filter(pk__in=set(ids))))}


def newest_paper(*, template: str, title: str) -> PaperRow | None:
    """The paper of no case registered last under just this title, of this template; None where there is none."""
    row = Paper.objects.filter(title=title, template=template, case=None).order_by("-id").first()
    return paper(row.pk) if row else None


def paper_templates() -> tuple[str, ...]:
    """The templates of which there are papers."""
    return tuple(Paper.objects.exclude(template="").order_by("template").values_list("template", flat=True).distinct())


def _matching(query: PaperQuery) -> QuerySet[Paper]:
    found = Paper.objects.filter(**_columns(query), **_numbered(query))
    if query.title:
        found = found.filter(pk__in=having(Paper.objects.all(), query.title).values("pk"))
    if query.running is not None:
        found = found.filter(flow__isnull=False, flow__closed_at__isnull=query.running)
    if query.organ:
        found = found.filter(_of_organ(query.organ))
    if query.person:
        opined = Opinion.objects.filter(Q(person__name=query.person) | Q(for_whom=query.person)).values("paper_id")
        found = found.filter(Q(pk__in=opined) | Q(flow__in=cases_handled(query.person)))
    if query.visible is not None:
        own = seen(query.visible)
        # of one's own case the forms, but no paper that is still being decided: its flow is seen once it is issued
        found = found.filter(Q(flow__in=own) | Q(case__in=own, flow=None))
    return found


def _columns(query: PaperQuery) -> dict[str, Any]:
    wanted = {
        "template": query.template,
        "kind": query.kind,
        "issued_on__gte": query.issued_from,
        "issued_on__lte": query.issued_to,
        "case__code": query.case,
    }
    return {name: value for name, value in wanted.items() if value}


def _numbered(query: PaperQuery) -> dict[str, Any]:
    """By the number a paper bears; one that is only reserved for it is none."""
    wanted = {"code": query.code, "year": query.year, "serial": query.serial}
    asked = {name: value for name, value in wanted.items() if value}
    if not asked and not query.numbered:
        return {}
    return {"pk__in": Number.objects.filter(**asked, paper__isnull=False).exclude(state=RESERVED).values("paper_id")}


def _of_organ(organ: str) -> Q:
    sent = Recipient.objects.filter(name=organ).values("paper_id")
    asked = Task.objects.filter(state__in=TASK_STATES, party=organ).values("case_id")
    own = Case.objects.filter(unit=organ).values("pk")
    return Q(pk__in=sent) | Q(flow__in=asked) | Q(case__in=own)


def _whole(found: QuerySet[Paper]) -> QuerySet[Paper]:
    return found.select_related("case__parent", "flow", "number").defer("case__parent__data", "flow__data")


def _read(found: QuerySet[Paper]) -> tuple[ListedPaper, ...]:
    rows = list(found)
    drafts = _drafts(rows)
    return tuple(_listed(row, drafts.get(row.pk, 0)) for row in rows)


def _drafts(rows: list[Paper]) -> dict[int, int]:
    counted = PaperVersion.objects.filter(paper__in=[row.pk for row in rows]).values_list("paper_id")
    return dict(counted.annotate(count=Count("id")).order_by())


def _listed(row: Paper, drafts: int) -> ListedPaper:
    project = case_row(row.case) if row.case else None
    return ListedPaper(paper=listed_row(row), drafts=drafts, stage=row.flow.stage if row.flow else "", project=project)
