"""The office in a real browser: a live server on a free port of this machine, and Debian's Chromium in front of it."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from kit import web

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "build" / "screens"
AXE = ROOT / "build" / "axe" / "axe.min.js"
CHROMIUM = "/usr/bin/chromium"
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
           "--disable-component-update", "--disable-sync"]  # fmt: skip
CHINESE = {"LANGUAGE": "zh_CN"}
"""What makes Chromium itself speak Chinese, as on the office's PCs: a field for a date then shows 年/月/日."""
DESK = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        """A test's output is its own."""


@dataclass
class Screen:
    """A browser before the open office. `page` opens a window for a person, in a session of their own."""

    address: str
    browser: Any
    complaints: list[str] = field(default_factory=list)

    def page(self, person: str = "", *, phone: bool = False) -> Any:
        """A window, signed in as this person; what its console complains of is collected."""
        size = PHONE if phone else DESK
        context = self.browser.new_context(viewport=size, base_url=self.address, locale="zh-CN", is_mobile=phone)
        if person:
            cookie = {"name": "gongwen", "value": _aside(web.session_for, person), "url": self.address}
            context.add_cookies([cookie])
        page = context.new_page()
        page.on("console", lambda told: self._hear(told))
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        return page

    def axe(self, page: Any) -> list[str]:
        """What the page lacks of WCAG 2.2 AA: rule, why it matters, where; empty when nothing."""
        page.evaluate(AXE.read_text("utf-8"))  # past the page's own content policy, which forbids foreign scripts
        found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
        return [
            f"{rule['id']}: {rule['help']}: {', '.join(' '.join(node['target']) for node in rule['nodes'])}"
            for rule in found["violations"]
        ]

    def picture(self, page: Any, name: str, *, whole: bool = True) -> Path:
        """A PNG of the page under build/screens/, to be looked at."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        path = PICTURES / f"{name}.png"
        page.screenshot(path=path, full_page=whole)
        return path

    def _hear(self, told: Any) -> None:
        if told.type in ("error", "warning"):
            self.complaints.append(told.text)


def _aside(act: Callable[[str], str], given: str) -> str:
    """Django reads no row in a thread that drives a browser: another does it, and its connection ends with it."""

    def done() -> str:
        from django.db import connection

        try:
            return act(given)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other:
        return other.submit(done).result()


@contextmanager
def screen() -> Iterator[Screen]:
    """A server of the open office and a browser, both gone afterwards."""
    from playwright.sync_api import sync_playwright

    with serving() as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=OPTIONS, env={**os.environ, **CHINESE})
        try:
            yield Screen(address, browser)
        finally:
            browser.close()


@contextmanager
def serving() -> Iterator[str]:
    """The open office on a free port of this machine, answered by threads of this process; its address."""
    from django.core.wsgi import WSGIHandler

    web.prepare()
    server = make_server("127.0.0.1", 0, WSGIHandler(), server_class=_Server, handler_class=_Quiet)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
