"""文件表: papers, their versions, opinions and recipients."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongwen.registry.models.cases import Case
from gongwen.registry.models.columns import json_column, text_column
from gongwen.registry.models.files import File
from gongwen.registry.models.people import Person
from gongwen.registry.values import ORIGINS, PAPER_STANDINGS


class Paper(models.Model):
    """文件."""

    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="papers")
    flow = models.ForeignKey(Case, models.PROTECT, null=True, related_name="flow_papers")
    template = text_column()
    template_hash = text_column()
    kind = text_column()
    title = models.TextField()
    occasion = text_column()
    inputs = json_column(dict)
    filed = models.BooleanField(default=False)
    issued_on = models.DateField(null=True)
    standing = models.TextField(default=PAPER_STANDINGS[0])
    standing_from = models.DateField(null=True)
    standing_basis = text_column()
    key = models.TextField(null=True, unique=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(standing__in=PAPER_STANDINGS), name="paper_standing_known"),)
        indexes = (
            models.Index(fields=("title",), name="paper_by_title"),
            models.Index(fields=("id", "title"), name="paper_titles_in_order"),
            models.Index(fields=("template", "issued_on"), name="paper_by_template"),
            models.Index(fields=("issued_on",), name="paper_by_issue"),
        )


class Recipient(models.Model):
    """收文单位: to whom an issued paper went, and when they confirmed it."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="recipients")
    name = models.TextField()
    part = models.TextField()
    copies = models.PositiveIntegerField(default=1)
    how = text_column()
    sent_by = text_column()
    sent_at = models.DateTimeField(null=True)
    received_by = text_column()
    received_at = models.DateTimeField(null=True)
    note = text_column()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("paper", "name"), name="one_receipt_per_recipient"),
            models.CheckConstraint(condition=~Q(name=""), name="recipient_has_a_name"),
        )
        indexes = (models.Index(fields=("name", "sent_at"), name="recipient_by_name"),)


class PaperVersion(models.Model):
    """稿本."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="versions")
    no = models.PositiveIntegerField()
    docx = models.ForeignKey(File, models.PROTECT, null=True, related_name="+")
    pdf = models.ForeignKey(File, models.PROTECT, null=True, related_name="+")
    findings = json_column(list)
    origin = models.TextField()
    substance = models.CharField(max_length=64, blank=True, default="")
    declared = text_column()
    by = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("no",)
        constraints = (
            models.UniqueConstraint(fields=("paper", "no"), name="versions_of_a_paper_in_order"),
            models.CheckConstraint(condition=Q(docx__isnull=False) | Q(pdf__isnull=False), name="version_has_a_file"),
            models.CheckConstraint(condition=Q(origin__in=ORIGINS), name="version_origin_known"),
        )


class Opinion(models.Model):
    """意见 on exactly one version; append-only."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="opinions")
    person = models.ForeignKey(Person, models.PROTECT)
    role = text_column()
    organ = text_column()
    for_whom = text_column()
    kind = models.TextField()
    text = text_column()
    version_sha = models.CharField(max_length=64)
    substance = models.CharField(max_length=64, blank=True, default="")
    at = models.DateTimeField()
