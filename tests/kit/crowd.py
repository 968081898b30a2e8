"""同时: what several people have before them at once, prepared in an office while it is being served."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any

from gongwen import registry
from gongwen.office import desk, errands, jobs
from gongwen.office.people import Actor
from kit.joint import FLOW, PEOPLE
from kit.office import FOUNDED
from kit.paper_course import CHECKER, CLERK, DRAFTER, FORMS, SIGNER, WHO
from kit.quick import QuickPress
from kit.web import account_for

NOW = FOUNDED + timedelta(hours=2)
SECOND_CLERK, SECOND_CHECKER = "甄文", "齐核"
UP_TO_NUMBER = ("送核", "核稿通过", "签发", "复核通过")
OFFICE, FINANCE = "青禾市困难家庭帮扶工作领导小组办公室", "青禾市财政局"
LETTER = {"recipient": "青禾市教育局", "background": "为困难家庭学生入学。", "requests": ["核对名册"]}
_BY: Mapping[str, Any] = {"actor": "开办人", "now": NOW}


def take_on() -> None:
    """Somebody beside 石磊 who numbers papers, somebody beside 顾言之 who checks them, two who keep the accounts, and a
    flow in which four organs act at the same time."""
    for name, organ, roles in (
        (SECOND_CLERK, OFFICE, ("文印员",)),
        (SECOND_CHECKER, OFFICE, ("核稿人", "审核人")),
        *((name, organ, ("会办人",)) for name, organ in PEOPLE.items()),
    ):
        registry.add_person(name, **_BY)
        registry.appoint(name, organ, "科员", roles, date(2026, 1, 1), **_BY)
    registry.publish("workflow", "joint", {"joint.yaml": FLOW.encode()}, **_BY)
    for name in (DRAFTER, SIGNER):
        account_for(name, keeps_accounts=True)


def a_letter(press: QuickPress, subject: str, *actions: str) -> str:
    """The flow of a letter of the office's own series, after these acts."""
    flow = desk.open_paper("商请函", {**LETTER, "subject": subject}, actor=Actor(DRAFTER), now=NOW).flow
    assert flow
    for hour, action in enumerate(actions, 1):
        at, form = NOW + timedelta(hours=hour), FORMS.get(action, {})
        desk.take(flow, action, actor=Actor(WHO[action]), now=at, printer=press, form=dict(form))
    return flow


def sent_round() -> str:
    """A matter that four organs owe their part of."""
    clerk, organs = Actor(DRAFTER), list(PEOPLE.values())
    case = desk.open_project("春季走访", kind="走访慰问", unit=FINANCE, actor=clerk, now=NOW, flow="joint")
    desk.take(case.code, "送会办", actor=clerk, now=NOW, printer=None, form={"organs": organs, "goal": "走访"})
    return case.code


def work(press: QuickPress, workers: int = 2) -> None:
    """So many workers do at once whatever is owed and asked for."""

    def one(_: int) -> None:
        from django.db import connection

        try:
            while jobs.do_next(datetime.now(UTC), press) or errands.do_next(datetime.now(UTC), press):
                pass
        finally:
            connection.close()

    with ThreadPoolExecutor(workers) as hands:
        list(hands.map(one, range(workers)))


__all__ = ["CHECKER", "CLERK", "DRAFTER", "PEOPLE", "SIGNER"]
