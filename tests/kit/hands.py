"""Hands on the screen: the acts of a demonstration story done by its people in a browser, each in their own window."""

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

T = TypeVar("T")
PATIENCE_SECONDS = 180


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
    """The people of an office at their browsers. `late` days are added to every date of the script, which then lies
    just before the day of the test."""

    shown: Screen
    late: timedelta
    pages: dict[tuple[str, bool], Any] = field(default_factory=dict)

    def window(self, person: str, *, phone: bool = False) -> Any:
        """The person's window, opened once; who has an account of the demonstration signs in by it."""
        if (person, phone) not in self.pages:
            account = next((one for one in demo_accounts.ACCOUNTS if one.person == person), None)
            window = self.shown.page("" if account else person, phone=phone)
            if account:
                self._sign_in(window, account)
            self.pages[person, phone] = window
        return self.pages[person, phone]

    def take(
        self, code: str, action: str, person: str, form: Mapping[str, Any], *, reason: str = "", party: str = "",
        phone: bool = False,
    ) -> None:  # fmt: skip
        """One move: from the case's page by its button, the form filled in, and all that it owes done."""
        page = self.window(person, phone=phone)
        page.goto(f"/cases/{code}/")
        before = on_record(lambda: len(registry.events(code)))
        page.locator(f"a[href$='/cases/{code}/moves/{quote(action)}/']").first.click()
        self.fill(page, form)
        if reason:
            page.locator("[name='-reason']").fill(reason)
        if party and page.locator("select[name='-party']").count():
            page.locator("select[name='-party']").select_option(party)
        if page.locator("input[name=sure]").count():
            page.locator("input[name=sure]").check()
        page.locator("form[data-autosave] .actions button.main").click()
        page.wait_for_load_state()
        assert on_record(lambda: len(registry.events(code))) == before + 1, page.locator("main").inner_text()
        self.let_it_finish(page, code)

    def let_it_finish(self, page: Any, code: str) -> None:
        """Wait until nothing is owed any more, as a person does who watches the bar."""
        for _ in range(PATIENCE_SECONDS * 4):
            owed = on_record(lambda: registry.jobs(code, open_only=True))
            failed = [job for job in owed if job.state == "失败"]
            assert not failed, [f"{job.step}: {job.reason}" for job in failed]
            if not owed:
                return
            page.wait_for_timeout(250)
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
