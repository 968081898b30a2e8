"""收文单位: to whom an issued paper goes, how and when it was sent, and who confirmed it when."""

from __future__ import annotations

from datetime import datetime

from gongwen.errors import BadInput, Refused
from gongwen.registry import moments
from gongwen.registry.models import Paper, Recipient
from gongwen.registry.paper_register import find, note
from gongwen.registry.transactions import writing
from gongwen.registry.values import RECIPIENT_PARTS, RecipientRow


def add_recipient(
    paper_id: int, name: str, *, part: str = RECIPIENT_PARTS[0], copies: int = 1, actor: str, now: datetime
) -> RecipientRow:
    """Enter an organ on the paper's list, or change its part and copies while nothing was sent to it.

    BadInput on an empty name, an unknown part or fewer than one copy; Refused once the paper was sent there.
    """
    name = name.strip()
    _check(name, part, copies)
    with writing():
        row = find(paper_id)
        found = row.recipients.filter(name=name).first()
        if found and (found.part, found.copies) == (part, copies):
            return _row(found)
        if found and found.sent_at:
            raise Refused(_sent_already(found))
        made, _ = Recipient.objects.update_or_create(paper=row, name=name, defaults={"part": part, "copies": copies})
        note("登记收文单位", row, actor=actor, now=now, name=name, part=part, copies=copies)
        return _row(made)


def remove_recipient(paper_id: int, name: str, *, actor: str, now: datetime) -> None:
    """Take an organ off the list; Refused once the paper was sent there, BadInput when it is not on the list."""
    with writing():
        row = find(paper_id)
        found = _find(row, name)
        if found.sent_at:
            raise Refused(_sent_already(found))
        found.delete()
        note("删去收文单位", row, actor=actor, now=now, name=found.name)


def send_paper(paper_id: int, name: str, *, how: str, actor: str, now: datetime) -> RecipientRow:
    """Record that the paper went out to this organ. What was sent already stays as it was recorded first."""
    with writing():
        row = find(paper_id)
        found = _find(row, name)
        if found.sent_at is None:
            _fill(found, how=how, sent_by=actor, sent_at=moments.utc(now))
            note("分发", row, actor=actor, now=now, name=found.name, how=how, copies=found.copies)
        return _row(found)


def receive_paper(paper_id: int, name: str, *, by: str, actor: str, now: datetime) -> RecipientRow:
    """Record who at the organ confirmed the paper. The same again is the same receipt.

    Refused when it was never sent there, or when somebody else confirmed it before.
    """
    with writing():
        row = find(paper_id)
        found = _sent(row, name)
        if found.received_at is None:
            _fill(found, received_by=by, received_at=moments.utc(now))
            note("签收", row, actor=actor, now=now, name=found.name, by=by)
        elif found.received_by != by:
            day = moments.office_day(found.received_at)
            raise Refused(f"「{found.name}」已由{found.received_by}于{day}签收，不能再由{by}签收。")
        return _row(found)


def explain_unreceived(paper_id: int, name: str, *, why: str, actor: str, now: datetime) -> RecipientRow:
    """Record why no receipt will come from this organ; Refused when it was never sent there or has been received."""
    if not why.strip():
        raise BadInput(f"「{name}」未签收的原因没有写，请写明。")
    with writing():
        row = find(paper_id)
        found = _sent(row, name)
        if found.received_at:
            raise Refused(f"「{found.name}」已由{found.received_by}签收，不必说明未签收的原因。")
        if found.note != why.strip():
            _fill(found, note=why.strip())
            note("说明未签收", row, actor=actor, now=now, name=found.name, why=found.note)
        return _row(found)


def recipients(paper_id: int | None = None, *, awaited: bool = False) -> tuple[RecipientRow, ...]:
    """The paper's recipients (or those of all papers) in the order entered, 主送 before 抄送; `awaited`: only those
    that were sent to, have not confirmed, and whose silence nobody has explained."""
    found = Recipient.objects.select_related("paper__flow")
    if paper_id is not None:
        found = found.filter(paper_id=find(paper_id).pk)
    if awaited:
        found = found.filter(sent_at__isnull=False, received_at=None, note="")
    rows = [_row(row) for row in found.order_by("paper_id", "pk")]
    return tuple(sorted(rows, key=lambda row: (row.paper, RECIPIENT_PARTS.index(row.part))))


def _check(name: str, part: str, copies: int) -> None:
    if not name:
        raise BadInput("收文单位没有写名称，请写全称或规范化简称。")
    if part not in RECIPIENT_PARTS:
        raise BadInput(f"「{name}」的发送类别「{part}」不认识，可用：{'、'.join(RECIPIENT_PARTS)}。")
    if copies < 1:
        raise BadInput(f"「{name}」的份数「{copies}」不对，至少一份。")


def _find(row: Paper, name: str) -> Recipient:
    found = row.recipients.filter(name=name.strip()).first()
    if found is None:
        known = "、".join(row.recipients.order_by("pk").values_list("name", flat=True)) or "（空）"
        raise BadInput(f"「{name}」不在文件「{row.title}」的收文单位名单里，名单上有：{known}。")
    return found


def _sent(row: Paper, name: str) -> Recipient:
    found = _find(row, name)
    if found.sent_at is None:
        raise Refused(f"文件「{row.title}」还没有分发给「{found.name}」，请文印员先登记分发。")
    return found


def _sent_already(found: Recipient) -> str:
    day = moments.office_day(found.sent_at)
    return f"已于{day}分发给「{found.name}」，不能再改；没有签收的，请说明未签收的原因。"


def _fill(found: Recipient, **values: object) -> None:
    for name, value in values.items():
        setattr(found, name, value)
    found.save(update_fields=list(values))


def _row(found: Recipient) -> RecipientRow:
    return RecipientRow(
        paper=found.paper_id,
        name=found.name,
        part=found.part,
        copies=found.copies,
        how=found.how,
        sent_by=found.sent_by,
        sent_at=found.sent_at,
        received_by=found.received_by,
        received_at=found.received_at,
        note=found.note,
    )
