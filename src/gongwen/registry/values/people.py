"""机关和人员: organs, persons, their posts, terms in leading groups and deputies, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, kw_only=True)
class OrganRow:
    """机关: an organ or leading group; `codes` 代字 per form of paper, `seal_mm` the seal's diameter in mm."""

    name: str
    short: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)
    level: str = ""
    superior: str = ""
    seal_mm: float | None = None
    address: str = ""
    phone: str = ""
    credit_code: str = ""
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """人员; two persons of one name are told apart in the name: 李明（财政局）."""

    name: str
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class AppointmentRow:
    """任职: a person's post in an organ and the workflow roles it carries; `ends` is the last day, None = open."""

    person: str
    organ: str
    post: str
    roles: tuple[str, ...]
    starts: date
    ends: date | None = None


@dataclass(frozen=True, kw_only=True)
class MembershipRow:
    """任期: a post in a leading group. `title` is the person's post outside it, `organ` theirs (may be unknown), `rank`
    the place in the list (0 = after everybody); `basis` and `end_basis` say on what paper they came and left."""

    group: str
    post: str
    name: str
    title: str = ""
    organ: str = ""
    rank: int = 0
    starts: date
    ends: date | None = None
    basis: str = ""
    end_basis: str = ""


@dataclass(frozen=True, kw_only=True)
class DelegationRow:
    """委托: from `starts` to `ends` the deputy acts for the principal in `roles` (none named: in all)."""

    principal: str
    deputy: str
    roles: tuple[str, ...]
    starts: date
    ends: date
    basis: str = ""
