"""一次性代码: issued for one person, used once within its days; only its hash is kept."""

from __future__ import annotations

from datetime import datetime

from gongwen.errors import BadInput, Refused
from gongwen.registry import journal, moments
from gongwen.registry.models import AccessCode, Case, Person
from gongwen.registry.transactions import writing
from gongwen.registry.values import AccessCodeRow


def issue_access_code(
    person: str, case: str | None, code_hash: str, *, expires_at: datetime, actor: str, now: datetime
) -> AccessCodeRow:
    """Keep a new code's hash. Unused codes that the person has are recalled: one slip is out at a time."""
    at = moments.utc(now)
    with writing():
        holder = Person.objects.filter(name=person).first()
        if holder is None:
            raise BadInput(f"没有登记名为「{person}」的人员，请核对姓名，或先登记人员。")
        AccessCode.objects.filter(person=holder, used_at=None, recalled_at=None).update(recalled_at=at)
        made = AccessCode.objects.create(
            person=holder,
            case=_case(case),
            code_hash=code_hash,
            issued_by=actor,
            issued_at=at,
            expires_at=moments.utc(expires_at),
        )
        journal.append("发放一次性代码", actor=actor, now=now, case=case or "", person=person, expires=expires_at)
        return _row(made)


def use_access_code(code_hash: str, *, now: datetime) -> AccessCodeRow | None:
    """Use the code up; None when there is no such code. Refused when it was used, recalled or has expired. Of several
    who use it at the same moment one is let in."""
    at = moments.utc(now)
    with writing():
        found = _codes().filter(code_hash=code_hash).first()
        if found is None:
            return None
        live = AccessCode.objects.filter(pk=found.pk, used_at=None, recalled_at=None, expires_at__gt=at)
        if not live.update(used_at=at):
            raise Refused(_spent(found))
        found.used_at = at
        journal.append("使用一次性代码", actor=found.person.name, now=now, case=found.case.code if found.case else "")
        return _row(found)


def recall_access_code(number: int, *, actor: str, now: datetime) -> AccessCodeRow:
    """Call a code back; the session of one that was used ends."""
    with writing():
        found = _codes().filter(pk=number).first()
        if found is None:
            raise BadInput("没有这个一次性代码，请刷新后再看。")
        if found.recalled_at is None:
            found.recalled_at = moments.utc(now)
            AccessCode.objects.filter(pk=number).update(recalled_at=found.recalled_at)
            case = found.case.code if found.case else ""
            journal.append("收回一次性代码", actor=actor, now=now, case=case, person=found.person.name)
        return _row(found)


def access_code(number: int) -> AccessCodeRow | None:
    """One code by its number."""
    found = _codes().filter(pk=number).first()
    return _row(found) if found else None


def access_codes(*, last: int = 200) -> tuple[AccessCodeRow, ...]:
    """The latest codes, the newest first."""
    return tuple(_row(found) for found in _codes().order_by("-id")[:last])


def _spent(found: AccessCode) -> str:
    if found.used_at is not None:
        return "这个代码已经用过。每个代码只能用一次，请用自己的账号登录，或请办公室再发一个。"
    if found.recalled_at is not None:
        return "这个代码已被收回，请用最近收到的那一张，或请办公室再发一个。"
    return "这个代码已经过期，请办公室再发一个。"


def _case(code: str | None) -> Case | None:
    if not code:
        return None
    found = Case.objects.filter(code=code).first()
    if found is None:
        raise BadInput(f"没有编号为「{code}」的事项，请核对编号。")
    return found


def _codes():  # type: ignore[no-untyped-def]
    return AccessCode.objects.select_related("person", "case")


def _row(found: AccessCode) -> AccessCodeRow:
    return AccessCodeRow(
        id=found.pk,
        person=found.person.name,
        case=found.case.code if found.case else None,
        issued_by=found.issued_by,
        issued_at=found.issued_at,
        expires_at=found.expires_at,
        used_at=found.used_at,
        recalled_at=found.recalled_at,
    )
