"""去处: where other rooms show what a case only names; empty where that room has no such page."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

PAPER_PAGE = "paperwork:paper"
JOBS = ("parts/jobs.html", "handling/owed.html")
"""The progress of what a case owes, as the room of long work shows it."""


def paper_page(flow: str | None) -> str:
    """Where a paper is written and looked at."""
    try:
        return reverse(PAPER_PAGE, args=[flow]) if flow else ""
    except NoReverseMatch:
        return ""
