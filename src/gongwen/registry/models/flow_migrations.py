"""迁移表: batches of running cases brought to another version of their workflow."""

from __future__ import annotations

from django.db import models

from gongwen.registry.models.cases import Case
from gongwen.registry.models.columns import json_column, text_column


class FlowMigration(models.Model):
    """流程改版迁移: one batch of running cases brought to another version of their workflow, revertible as a whole."""

    workflow = models.TextField()
    target_hash = models.CharField(max_length=64)
    mapping = json_column(dict)
    reason = text_column()
    actor = models.TextField()
    at = models.DateTimeField()
    reverted_by = text_column()
    reverted_at = models.DateTimeField(null=True)


class MigratedCase(models.Model):
    """One case of a batch, as it was before and as it became."""

    batch = models.ForeignKey(FlowMigration, models.PROTECT, related_name="cases")
    case = models.ForeignKey(Case, models.PROTECT, related_name="migrations")
    before = json_column(dict)
    after = json_column(dict)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("batch", "case"), name="a_case_once_a_batch"),)
