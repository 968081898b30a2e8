"""Hands on the screen: the acts of a demonstration story done by its people in a browser, each in their own window and
by their own way: a unit from 要做的事, a reviewer from 待审, the office from 待办."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import quote

from gongwen import registry
from gongwen.office import demo_accounts
from gongwen.office.clock import day_of
from kit.browser import Screen
from kit.looking import FINGER, MOUSE, Lookout

T = TypeVar("T")
PATIENCE_SECONDS = 90
UNIT_DESK, REVIEW_DESK, OFFICE_DESK = "/unit/", "/review/", "/todo/"


def on_record(ask: Callable[[], T]) -> T:
    """What the office has on record, read beside the thread that drives the browser (which has an event loop)."""

    def done() -> T:
        from django.db import connection

        try:
            return ask()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other:
        return other.submit(done).result()


@dataclass
class Hands:
    """The people of an office at their browsers, all on phones or all at desks. `late` days are added to every date of
    the script, which then lies just before the day of the test; `desks` says at which desk a
    person or an act is found, unless at 待办."""

    shown: Screen
    late: timedelta
    phone: bool
    desks: Mapping[str, str]
    pages: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.eyes = Lookout(self.shown, "phone", FINGER) if self.phone else Lookout(self.shown, "desk", MOUSE)

    def window(self, person: str) -> Any:
        """The person's window, opened once; who has an account of the demonstration signs in by it."""
        if person not in self.pages:
            account = next((one for one in demo_accounts.ACCOUNTS if one.person == person), None)
            window = self.shown.page("" if account else person, phone=self.phone)
            window.set_default_timeout(PATIENCE_SECONDS * 1000)
            if account:
                self._sign_in(window, account)
            self.pages[person] = window
        return self.pages[person]

    def at(self, person: str, address: str) -> Any:
        """The person's window at this address, looked at."""
        page = self.window(person)
        page.goto(address)
        self.eyes.look(page)
        return page

    def follow(self, page: Any, link: Any) -> None:
        """A link or button that leads to another page, which is looked at."""
        link.first.click()
        page.wait_for_load_state()
        self.eyes.look(page)

    def take(
        self, code: str, action: str, person: str, form: Mapping[str, Any], *, party: str = ""
    ) -> None:  # fmt: skip
        """One move: from the person's own list by the case's page and its button, and all that it owes done."""
        self.open_form(code, action, person)
        self.send_form(code, person, form, party=party)

    def open_form(self, code: str, action: str, person: str) -> Any:
        """The form of a move, reached as this person reaches it."""
        desk = self.desks.get(action) or self.desks.get(person, OFFICE_DESK)
        page = self.at(person, desk)
        if desk == UNIT_DESK:
            self.follow(page, page.locator(f"a[href='/unit/{code}/do/{quote(action)}/']"))
            return page
        room = "/review" if desk == REVIEW_DESK else "/cases"
        self.follow(page, page.locator(f"main a[href='{room}/{code}/']"))
        step = "do" if desk == REVIEW_DESK else "moves"
        self.follow(page, page.locator(f"main a[href*='{room}/{code}/{step}/{quote(action)}/']"))
        return page

    def send_form(self, code: str, person: str, form: Mapping[str, Any], *, party: str = "") -> None:
        """The open form filled in and sent; what the move owes is waited for."""
        page = self.window(person)
        before = on_record(lambda: len(registry.events(code)))
        self.fill(page, form)
        if party and page.locator("select[name='-party']").count():
            page.locator("select[name='-party']").select_option(party)
        if page.locator("input[name=sure]").count():
            page.locator("input[name=sure]").check()
        self.eyes.measure(page)
        self.follow(page, page.locator("form[data-autosave] .actions button.main"))
        assert on_record(lambda: len(registry.events(code))) == before + 1, page.locator("main").inner_text()
        self.let_it_finish(page, code)

    def let_it_finish(self, page: Any, code: str) -> None:
        """Wait until nothing is owed any more, as a person does who watches the bar."""
        for _ in range(PATIENCE_SECONDS * 10):
            owed = on_record(lambda: registry.jobs(code, open_only=True))
            failed = [job for job in owed if job.state == "失败"]
            assert not failed, [f"{job.step}: {job.reason}" for job in failed]
            if not owed:
                return
            page.wait_for_timeout(100)
        raise AssertionError(f"{code} still owes {[job.step for job in owed]}")

    def fill(self, page: Any, form: Mapping[str, Any]) -> None:
        """Every field of the form as a person fills it: typed, chosen, ticked, a line of a table after the other."""
        for name, value in form.items():
            if isinstance(value, list) and value and isinstance(value[0], Mapping):
                self._fill_table(page, name, value)
            elif isinstance(value, list) and page.locator(f"input[type=checkbox][name='{name}']").count():
                for one in value:
                    page.locator(f"input[type=checkbox][name='{name}'][value='{one}']").check()
            else:
                self._fill_one(page, name, "\n".join(map(str, value)) if isinstance(value, list) else value)

    def _fill_table(self, page: Any, name: str, rows: list[Mapping[str, Any]]) -> None:
        lines = page.locator(f"#f-{name} tbody tr")
        while lines.count() < len(rows):
            page.locator(f"[data-add-row='f-{name}']").click()
        for number, row in enumerate(rows):
            stem = lines.nth(number).locator("[name]").first.get_attribute("name").rsplit("-", 1)[0]
            for column, value in row.items():
                self._fill_one(page, f"{stem}-{column}", value)

    def _fill_one(self, page: Any, name: str, value: Any) -> None:
        place = page.locator(f"[name='{name}']:not([type=hidden])").first
        kind = place.evaluate("element => element.tagName + ':' + (element.type || '')")
        said = self.dated(value)
        if kind.startswith("SELECT"):
            place.select_option(str(said))
        else:
            place.fill(str(said).strip())

    def dated(self, value: Any) -> Any:
        """A date of the script moved up to the days before today, anything else as it is."""
        if isinstance(value, datetime):
            value = value.date()
        if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
            value = date.fromisoformat(value)
        return min(value + self.late, day_of(datetime.now(UTC))).isoformat() if isinstance(value, date) else value

    def _sign_in(self, page: Any, account: Any) -> None:
        page.goto("/sign-in/")
        page.locator("#login").fill(account.login)
        page.locator("#password").fill(account.password)
        page.get_by_role("button", name="登录", exact=True).click()
        page.get_by_role("button", name="退出").wait_for()
