"""发布表: published versions of templates, workflows and rubrics, and those that wait for a second person."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongwen.registry.models.columns import json_column, text_column
from gongwen.registry.models.files import File
from gongwen.registry.values import ORIGINAL_KINDS, PROPOSAL_STATES


class Published(models.Model):
    """A published version of a template, workflow or rubric; append-only (a trigger refuses changes)."""

    kind = models.TextField()
    name = models.TextField()
    version = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)
    actor = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("kind", "name", "version"), name="one_content_per_version"),
            models.UniqueConstraint(fields=("kind", "name", "hash"), name="one_version_per_content"),
            models.CheckConstraint(condition=Q(kind__in=ORIGINAL_KINDS), name="published_kind_known"),
        )


class PublishedFile(models.Model):
    """One file of a published version; append-only."""

    published = models.ForeignKey(Published, models.PROTECT, related_name="files")
    path = models.TextField()
    file = models.ForeignKey(File, models.PROTECT)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("published", "path"), name="one_file_per_path"),)


class Proposal(models.Model):
    """待发布: a version of a template or workflow that one person hands in and another publishes or turns down."""

    kind = models.TextField()
    name = models.TextField()
    hash = models.CharField(max_length=64)
    files = json_column(dict)
    note = text_column()
    by = models.TextField()
    at = models.DateTimeField()
    state = models.TextField(default=PROPOSAL_STATES[0])
    decided_by = text_column()
    decided_at = models.DateTimeField(null=True)
    reason = text_column()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=PROPOSAL_STATES), name="proposal_state_known"),
            models.CheckConstraint(condition=Q(decided_by="") | ~Q(decided_by=F("by")), name="a_second_person_decides"),
            models.CheckConstraint(
                condition=~Q(state=PROPOSAL_STATES[1]) | ~Q(decided_by=""), name="somebody_publishes_a_proposal"
            ),
            models.UniqueConstraint(
                fields=("kind", "name"), condition=Q(state=PROPOSAL_STATES[0]), name="one_proposal_at_a_time"
            ),
        )
