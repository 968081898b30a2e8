"""账号表: accounts, one-time codes, tokens, and every try to sign in."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongwen.registry.models.cases import Case
from gongwen.registry.models.columns import text_column
from gongwen.registry.models.people import Person


class Account(models.Model):
    """账号: how one person signs in; roles come from appointments. `epoch` rises to end all sessions."""

    person = models.OneToOneField(Person, models.PROTECT, related_name="account")
    login = models.TextField(unique=True)
    password = text_column()
    must_change = models.BooleanField(default=False)
    keeps_accounts = models.BooleanField(default=False)
    epoch = models.PositiveIntegerField(default=1)
    opened_by = models.TextField()
    opened_at = models.DateTimeField()
    password_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(login=""), name="account_has_a_login"),)


class SignIn(models.Model):
    """登录记录: every try to sign in, by which name from which address, and whether it was let in."""

    login = models.TextField()
    address = text_column()
    how = models.TextField()
    let_in = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=("login", "at"), name="sign_in_by_login"),
            models.Index(fields=("address", "at"), name="sign_in_by_address"),
        )


class AccessCode(models.Model):
    """一次性代码: lets one person in once, until it expires; only its hash is kept."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="access_codes")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="access_codes")
    code_hash = models.CharField(max_length=64, unique=True)
    issued_by = models.TextField()
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    recalled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(expires_at__gt=F("issued_at")), name="access_code_lasts_a_while"),
        )


class Token(models.Model):
    """接口令牌: lets a program act as one person through the REST door; only its hash is kept."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="tokens")
    name = models.TextField()
    token_hash = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    recalled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=~Q(name=""), name="token_has_a_name"),)
