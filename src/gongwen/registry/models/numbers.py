"""编号表: series and numbers; one row per number for good."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongwen.numbering import NUMBER_ORIGINS, NUMBER_STATES, RESERVED, SKIPPED, USED, VOID
from gongwen.registry.models.columns import text_column
from gongwen.registry.models.files import File
from gongwen.registry.models.papers import Paper


class Series(models.Model):
    """编号系列: the row that is locked while a number of (代字, year) is taken; `last` is the highest serial on it."""

    code = models.TextField()
    year = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("code", "year"), name="one_series_a_year"),
            models.CheckConstraint(condition=~Q(code=""), name="series_has_a_code"),
        )


class Number(models.Model):
    """编号: one row per (代字, year, serial) for good. A trigger refuses deleting a row, changing its number or its
    paper, and every change of state but 预留 to 已用 or 作废, and 已用 to 作废."""

    paper = models.OneToOneField(Paper, models.PROTECT, null=True)
    code = models.TextField()
    year = models.PositiveIntegerField()
    serial = models.PositiveIntegerField()
    state = models.TextField(default=USED)
    origin = models.TextField(default=NUMBER_ORIGINS[0])
    title = text_column()
    reason = text_column()
    approver = text_column()
    basis = models.ForeignKey(File, models.PROTECT, null=True, related_name="+")
    actor = models.TextField()
    at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("code", "year", "serial"), name="one_paper_per_number"),
            models.CheckConstraint(condition=Q(serial__gte=1) & ~Q(code=""), name="number_counts_from_one"),
            models.CheckConstraint(condition=Q(state__in=NUMBER_STATES), name="number_state_known"),
            models.CheckConstraint(condition=Q(origin__in=NUMBER_ORIGINS), name="number_origin_known"),
            models.CheckConstraint(
                condition=~Q(state=USED) | Q(paper__isnull=False) | Q(origin=NUMBER_ORIGINS[1]),
                name="used_number_has_a_paper",
            ),
            models.CheckConstraint(condition=~Q(state=RESERVED) | ~Q(reason=""), name="reserved_number_says_what_for"),
            models.CheckConstraint(
                condition=~Q(state__in=(VOID, SKIPPED)) | (~Q(reason="") & ~Q(approver="")),
                name="void_number_is_explained",
            ),
        )
