"""文书查询: papers found, ordered and counted by the database, a page at a time, without reading their versions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet

from gongwen.numbering import RESERVED
from gongwen.registry.case_register import case_row
from gongwen.registry.case_search import cases_handled, ordered, picked, seen, titled
from gongwen.registry.looking import once
from gongwen.registry.models import Case, Number, Opinion, Paper, PaperVersion, Recipient, Task
from gongwen.registry.paper_register import listed_row, paper
from gongwen.registry.queries import Found, ListedPaper, PaperQuery, Slice, Visible
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
    found = _matching(query).order_by(*ordered(ORDERS, part))
    if part.limit is None:
        every = _read(_whole(found))
        return Found(every, len(every))
    return Found(_read(picked(found, _whole(Paper.objects.all()), part)), _count(query))


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


@once
def _count(query: PaperQuery) -> int:
    return _matching(query).count()


def _matching(query: PaperQuery) -> QuerySet[Paper]:
    found = Paper.objects.filter(**_columns(query), **_numbered(query))
    if query.title:
        alone = query == PaperQuery(title=query.title)
        found = titled(found, query.title, directly=alone or query.visible is not None)
    if query.running is not None:
        found = found.filter(flow__isnull=False, flow__closed_at__isnull=query.running)
    if query.organ:
        found = found.filter(pk__in=_of_organ(query.organ))
    if query.person:
        found = found.filter(pk__in=_handled(query.person))
    if query.visible is not None:
        found = found.filter(pk__in=_seen(query.visible))
    return found


def _seen(visible: Visible) -> QuerySet[Any]:
    """The primary keys of the papers that are seen: of one's own case the forms, but no paper that is still being
    decided: its flow is seen once it is issued."""
    own = seen(visible)
    # Said as "not with a flow": of "without a flow" the database would make its way in, and most papers are without.
    forms = Paper.objects.filter(case__in=own).exclude(flow__isnull=False)
    return Paper.objects.filter(flow__in=own).values("pk").union(forms.values("pk"))


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


def _of_organ(organ: str) -> QuerySet[Any]:
    """The primary keys of the papers sent to the organ, acted on by it, or of its own cases, each by its own index."""
    sent = Recipient.objects.filter(name=organ).values("paper_id")
    asked = Task.objects.filter(state__in=TASK_STATES, party=organ).values("case_id")
    own = Case.objects.filter(unit=organ).values("pk")
    return sent.union(
        Paper.objects.filter(flow__in=asked).values("pk"), Paper.objects.filter(case__in=own).values("pk")
    )


def _handled(person: str) -> QuerySet[Any]:
    """The primary keys of the papers on which the person gave an opinion, or in whose flow they took part."""
    opined = Opinion.objects.filter(Q(person__name=person) | Q(for_whom=person)).values("paper_id")
    return opined.union(Paper.objects.filter(flow__in=cases_handled(person)).values("pk"))


def _whole(found: QuerySet[Paper]) -> QuerySet[Paper]:
    return found.select_related("case__parent", "flow", "number").defer("case__parent__data", "flow__data")


def _read(found: Iterable[Paper]) -> tuple[ListedPaper, ...]:
    rows = list(found)
    drafts = _drafts(rows)
    return tuple(_listed(row, drafts.get(row.pk, 0)) for row in rows)


def _drafts(rows: list[Paper]) -> dict[int, int]:
    counted = PaperVersion.objects.filter(paper__in=[row.pk for row in rows]).values_list("paper_id")
    return dict(counted.annotate(count=Count("id")).order_by())


def _listed(row: Paper, drafts: int) -> ListedPaper:
    project = case_row(row.case) if row.case else None
    return ListedPaper(paper=listed_row(row), drafts=drafts, stage=row.flow.stage if row.flow else "", project=project)
