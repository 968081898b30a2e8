"""演示账号: how a visitor comes into the demonstration's office: its people, with one password that everybody may know.

Nothing here touches a real office: accounts are opened and shown only where the office file says that it is a
demonstration.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from gongwen import registry
from gongwen.errors import Refused

PASSWORD = "qinghe-2026-demo"
KEEPER = "周晓岚"
_PEOPLE = (
    ("周晓岚", "zhouxiaolan", "经办人：登记、拟稿、会签、催办，也管理账号"),
    ("顾言之", "guyanzhi", "审核人：审核、核稿、复核"),
    ("陆文渊", "luwenyuan", "负责人：审批、签发"),
    ("石磊", "shilei", "文印员：编号、印制、用印、分发"),
    ("夏知秋", "xiazhiqiu", "档案员：归档、组卷、核验"),
    ("范守田", "fanshoutian", "项目单位（柳林村委会）：申报、签合同、报进展"),
)


@dataclass(frozen=True)
class DemoAccount:
    """Somebody as whom a visitor may look around: login, password and what they do."""

    person: str
    login: str
    does: str
    password: str = PASSWORD


ACCOUNTS = tuple(DemoAccount(*one) for one in _PEOPLE)


def open_all(now: datetime) -> None:
    """Open the demonstration's accounts that are not open yet; Refused in an office that is somebody's own."""
    if not is_demo():
        raise Refused("这是正式的办公室，不开演示账号。")
    for one in ACCOUNTS:
        if registry.account(one.person) is None:
            registry.open_account(
                one.person,
                one.login,
                one.password,
                must_change=False,
                keeps_accounts=one.person == KEEPER,
                actor="演示",
                now=now,
            )


def shown() -> tuple[DemoAccount, ...]:
    """The accounts to show at the entrance: none but in a demonstration where they are open."""
    if not is_demo():
        return ()
    live = {row.login for row in registry.accounts() if row.open}
    return tuple(one for one in ACCOUNTS if one.login in live)


def is_demo() -> bool:
    """Whether the open office is a demonstration."""
    return bool(registry.profile().get("demo"))
