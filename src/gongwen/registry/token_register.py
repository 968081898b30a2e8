"""接口令牌: issued to an account for a program of its own, until a day or until recalled; only its hash is kept."""

from __future__ import annotations

from datetime import datetime

from gongwen.errors import BadInput, Refused
from gongwen.registry import journal, moments
from gongwen.registry.models import Account, Token
from gongwen.registry.transactions import writing
from gongwen.registry.values import TokenRow


def issue_token(
    person: str, name: str, token_hash: str, *, most: int, expires_at: datetime, actor: str, now: datetime
) -> TokenRow:
    """Keep a new token's hash; Refused when the account has `most` live ones or one of this name."""
    at = moments.utc(now)
    with writing():
        held = Account.objects.filter(person__name=person, closed_at=None).first()
        if held is None:
            raise BadInput(f"「{person}」没有启用的账号，不能发令牌。")
        live = Token.objects.filter(account=held, recalled_at=None, expires_at__gt=at)
        if live.filter(name=name).exists():
            raise Refused(f"已有名为「{name}」的令牌在用，请换一个名字，或先收回那一个。")
        if live.count() >= most:
            raise Refused(f"在用的令牌已有 {most} 个，请先收回不用的。")
        made = Token.objects.create(
            account=held, name=name, token_hash=token_hash, issued_at=at, expires_at=moments.utc(expires_at)
        )
        journal.append("发放接口令牌", actor=actor, now=now, person=person, name=name, expires=expires_at)
        return _row(_tokens().get(pk=made.pk))


def recall_token(number: int, person: str, *, actor: str, now: datetime) -> TokenRow:
    """Call one of the person's tokens back."""
    with writing():
        found = _tokens().filter(pk=number, account__person__name=person).first()
        if found is None:
            raise BadInput("没有这个令牌，请刷新后再看。")
        if found.recalled_at is None:
            found.recalled_at = moments.utc(now)
            Token.objects.filter(pk=number).update(recalled_at=found.recalled_at)
            journal.append("收回接口令牌", actor=actor, now=now, person=person, name=found.name)
        return _row(found)


def bearer_of(token_hash: str, *, now: datetime) -> TokenRow | None:
    """The token of this hash while it is good: not expired, not recalled, its account open and its password its own."""
    found = _tokens().filter(
        token_hash=token_hash,
        recalled_at=None,
        expires_at__gt=moments.utc(now),
        account__closed_at=None,
        account__must_change=False,
    )
    row = found.first()
    return _row(row) if row else None


def tokens(person: str) -> tuple[TokenRow, ...]:
    """The person's tokens, the newest first."""
    return tuple(_row(found) for found in _tokens().filter(account__person__name=person).order_by("-id"))


def _tokens():  # type: ignore[no-untyped-def]
    return Token.objects.select_related("account__person")


def _row(found: Token) -> TokenRow:
    return TokenRow(
        id=found.pk,
        person=found.account.person.name,
        name=found.name,
        issued_at=found.issued_at,
        expires_at=found.expires_at,
        recalled_at=found.recalled_at,
    )
