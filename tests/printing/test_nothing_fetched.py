"""不出门: whatever a Word file asks for, our LibreOffice fetches nothing and reads no file of the machine."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pypdfium2
import pytest

from gongwen import printing
from gongwen.errors import BadInput
from gongwen.printing import programs
from kit.poisoned import poisoned, poisons, word

pytestmark = pytest.mark.slow
SECRET = "CANARY 4711"


class Listener(ThreadingHTTPServer):
    """An address of this machine that notes who calls."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Called)
        self.calls: list[str] = []
        Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Called(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.calls.append(self.path)
        self.send_error(404)

    do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

    def log_message(self, *_: object) -> None:
        """Nothing to be heard."""


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.shutdown()
    made.server_close()


def test_no_file_makes_the_press_call_out_or_read_a_file(listener: Listener, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, "utf-8")
    printed = 0
    with printing.open_printer() as press:
        for name, poison in poisons(listener.url, str(secret)).items():
            try:
                pdf = press.to_pdf(poisoned(word("逐户核实。"), poison))
            except BadInput as refused:
                assert str(refused).endswith("。"), name
                continue
            printed += 1
            assert SECRET not in text_of(pdf), name
            assert listener.calls == [], name
    assert printed > 20


def test_a_press_without_our_settings_does_call_out(listener: Listener, tmp_path: Path) -> None:
    """That the test above can fail."""
    source = tmp_path / "a.docx"
    source.write_bytes(poisoned(word("逐户核实。"), poisons(listener.url, "/none")["a picture of another machine"]))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [programs.soffice(), profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, source]
    for _ in range(2):  # a fresh profile asks to be started again
        subprocess.run(command, capture_output=True, timeout=120, check=False)
    assert "/picture.png" in listener.calls


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as book:
        return "".join(page.get_textpage().get_text_bounded() for page in book)
