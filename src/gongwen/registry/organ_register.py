"""机关: the office's own particulars, and the organs it deals with."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from django.db.models import Q

from gongwen.errors import BadInput, Refused
from gongwen.registry import journal
from gongwen.registry.canonical import fingerprint, plain
from gongwen.registry.looking import once
from gongwen.registry.models import Organ, Setting
from gongwen.registry.transactions import writing
from gongwen.registry.values import OrganRow

_PROFILE = "profile"


def set_profile(values: dict[str, Any], *, actor: str, now: datetime) -> None:
    """Replace the office's particulars (name, address, leader …); unchanged ones write nothing."""
    with writing():
        if profile() == (wanted := plain(values)):
            return
        Setting.objects.update_or_create(name=_PROFILE, defaults={"value": wanted})
        journal.append("登记办公室信息", actor=actor, now=now, fields=sorted(wanted), hash=fingerprint(wanted))


@once
def profile() -> dict[str, Any]:
    """The office's particulars; empty before they were set."""
    found = Setting.objects.filter(name=_PROFILE).first()
    return found.value if found else {}


def add_organ(row: OrganRow, *, actor: str, now: datetime) -> OrganRow:
    """Register an organ. The same content again changes nothing; other content under the same name is Refused."""
    _check(row)
    with writing():
        known = Organ.objects.filter(name=row.name).first()
        if known and _row(known) != _normal(row):
            raise Refused(f"机关「{row.name}」已登记，内容与这次不同；要更改请办理机关信息变更，不能重复登记。")
        if not known:
            Organ.objects.create(**asdict(_normal(row)))
            journal.append("登记机关", actor=actor, now=now, organ=row.name, hash=fingerprint(asdict(row)))
        return _normal(row)


def change_organ(name: str, *, actor: str, now: datetime, **changes: Any) -> OrganRow:
    """Change particulars of a registered organ (its name stays); journalled with the names of the changed fields."""
    with writing():
        wanted = _normal(replace(organ(name), **changes))
        _check(wanted)
        if wanted != organ(name):
            Organ.objects.filter(name=wanted.name).update(**asdict(wanted))
            journal.append("变更机关信息", actor=actor, now=now, organ=wanted.name, fields=sorted(changes))
        return wanted


@once
def organs() -> tuple[OrganRow, ...]:
    """All organs in the order they were registered."""
    return tuple(_row(found) for found in Organ.objects.order_by("id"))


@once
def organ(name: str) -> OrganRow:
    """The organ of this full name, or of this short name when only one has it; BadInput otherwise."""
    found = list(Organ.objects.filter(name=name)) or list(Organ.objects.filter(~Q(short=""), short=name))
    if len(found) == 1:
        return _row(found[0])
    reason = (
        f"有 {len(found)} 个机关简称「{name}」，请写全称" if found else f"没有登记机关「{name}」，请核对名称，或先登记"
    )
    raise BadInput(f"{reason}（查看已登记的机关：gongwen organ list）。")


def _check(row: OrganRow) -> None:
    if not row.name.strip():
        raise BadInput("机关名称不能为空，请填写全称。")
    if row.starts and row.ends and row.ends < row.starts:
        raise BadInput(f"机关「{row.name}」的截止日期早于开始日期，请改正。")


def _normal(row: OrganRow) -> OrganRow:
    """The row as it will be read back."""
    seal = None if row.seal_mm is None else float(row.seal_mm)
    return replace(row, codes=plain(dict(row.codes)), seal_mm=seal)


def _row(found: Organ) -> OrganRow:
    return OrganRow(
        name=found.name,
        short=found.short,
        codes=found.codes,
        level=found.level,
        superior=found.superior,
        seal_mm=found.seal_mm,
        address=found.address,
        phone=found.phone,
        credit_code=found.credit_code,
        starts=found.starts,
        ends=found.ends,
    )
