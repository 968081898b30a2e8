"""机关和人员表: organs, persons, posts, deputies, leading groups, and the office's own settings."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongwen.registry.models.columns import json_column, text_column


class Setting(models.Model):
    """A named value of the office: its profile."""

    name = models.TextField(primary_key=True)
    value = json_column(dict)


class Organ(models.Model):
    """机关."""

    name = models.TextField(unique=True)
    short = text_column()
    codes = json_column(dict)
    level = text_column()
    superior = text_column()
    seal_mm = models.FloatField(null=True)
    address = text_column()
    phone = text_column()
    credit_code = text_column()
    starts = models.DateField(null=True)
    ends = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(name=""), name="organ_has_a_name"),
            models.CheckConstraint(condition=Q(ends__gte=F("starts")) | Q(ends=None), name="organ_ends_after_start"),
        )


class Person(models.Model):
    """人员."""

    name = models.TextField(unique=True)
    phone = text_column()

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(name=""), name="person_has_a_name"),)


class Appointment(models.Model):
    """任职."""

    person = models.ForeignKey(Person, models.PROTECT)
    organ = models.ForeignKey(Organ, models.PROTECT)
    post = models.TextField()
    roles = json_column(list)
    starts = models.DateField()
    ends = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "organ", "post", "starts"), name="one_appointment_a_day"),
            models.CheckConstraint(condition=Q(ends__gte=F("starts")) | Q(ends=None), name="post_ends_after_start"),
        )


class Delegation(models.Model):
    """委托: for these days the deputy acts for the principal in the named roles (none named: in all)."""

    principal = models.ForeignKey(Person, models.PROTECT, related_name="delegated")
    deputy = models.ForeignKey(Person, models.PROTECT, related_name="deputising")
    roles = json_column(list)
    starts = models.DateField()
    ends = models.DateField()
    basis = text_column()
    actor = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("principal", "deputy", "starts", "ends"), name="one_delegation_a_time"),
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="delegation_ends_after_start"),
            models.CheckConstraint(condition=~Q(principal=F("deputy")), name="nobody_deputises_for_themselves"),
        )


class Membership(models.Model):
    """领导小组成员: a post in a leading group from one day to another, with the basis of coming and of leaving."""

    group = models.TextField()
    post = models.TextField()
    name = models.TextField()
    title = text_column()
    organ = text_column()
    rank = models.PositiveIntegerField()
    starts = models.DateField()
    ends = models.DateField(null=True)
    basis = text_column()
    end_basis = text_column()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("group", "post", "name", "starts"), name="one_membership_a_day"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(group=""), name="membership_names_who_and_where"),
            models.CheckConstraint(
                condition=Q(ends__gte=F("starts")) | Q(ends=None), name="membership_ends_after_start"
            ),
        )
