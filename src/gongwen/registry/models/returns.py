"""回传件表: signed copies that come back, page by page."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongwen.registry.models.cases import Case
from gongwen.registry.models.columns import json_column, text_column
from gongwen.registry.models.files import File
from gongwen.registry.models.papers import Paper
from gongwen.registry.values import RETURN_STATES


class SignedReturn(models.Model):
    """回传件: a signed copy that comes back page by page as photos or scans, and a person's word that it matches the
    PDF that was `issued`. `form` is the rest of the move's form, `ticks` what the person found on the copy."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="returns")
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="returns")
    issued = models.ForeignKey(File, models.PROTECT, null=True, related_name="+")
    action = text_column()
    party = text_column()
    state = models.TextField(default=RETURN_STATES[0])
    form = json_column(dict)
    file = models.ForeignKey(File, models.PROTECT, null=True, related_name="+")
    by = models.TextField()
    at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True)
    handed_in_by = text_column()
    checked_by = text_column()
    checked_at = models.DateTimeField(null=True)
    ticks = json_column(list)
    note = text_column()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=RETURN_STATES), name="return_state_known"),
            models.UniqueConstraint(
                fields=("case", "action", "party", "paper", "issued"), name="one_return_of_an_issued_copy"
            ),
        )
        indexes = (models.Index(fields=("state", "case"), name="return_by_state"),)


class ReturnPage(models.Model):
    """One upload of a signed return: a photo is one page, a PDF may be several; `no` is its place, `fault` why it is to
    be sent again."""

    returned = models.ForeignKey(SignedReturn, models.CASCADE, related_name="pages")
    no = models.PositiveIntegerField()
    file = models.ForeignKey(File, models.PROTECT, related_name="+")
    pages = models.PositiveIntegerField(default=1)
    fault = text_column()
    by = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("no",)
        constraints = (models.UniqueConstraint(fields=("returned", "file"), name="a_page_comes_back_once"),)
