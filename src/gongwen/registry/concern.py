"""关涉: whether a case concerns these organs and people, in a number of queries that no case's size changes."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from gongwen.registry.models import Case, Organ, Paper, Recipient, Task


def concerned(code: str, organs: Collection[str], persons: Collection[str]) -> bool:
    """Whether the case is one of these organs' own, or one in which they or these persons owe an act; or the flow of an
    issued paper that was sent to them or is about a case of theirs. False where there is no such case.

    A paper that is not issued yet concerns only whoever acts on it: what is being decided about a unit is not for it.
    """
    case = Case.objects.select_related("parent").filter(code=code).first()
    if case is None:
        return False
    if case.unit and case.unit in organs:
        return True
    if Task.objects.filter(case=case, party__in={*organs, *persons}).exists():
        return True
    papers = Paper.objects.filter(flow=case)
    if not papers.exists():
        return case.parent is not None and bool(case.parent.unit) and case.parent.unit in organs
    return _sent(papers, organs) or papers.filter(issued_on__isnull=False, case__unit__in=[*organs]).exists()


def takes_part(code: str, names: Collection[str]) -> bool:
    """Whether these organs or people owe an act in the case, or did: it was opened to them to judge it."""
    return Task.objects.filter(case__code=code, party__in=[*names]).exists()


def _sent(papers: object, organs: Collection[str]) -> bool:
    shorts = Organ.objects.filter(name__in=[*organs]).exclude(short="").values_list("short", flat=True)
    named = Q(name__in=[*organs]) | Q(name__in=shorts)
    return Recipient.objects.filter(named, paper__in=papers, sent_at__isnull=False).exists()
