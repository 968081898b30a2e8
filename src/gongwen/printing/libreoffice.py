"""印制机: our side of one LibreOffice worker process: its folder, profile and fonts, orders, time limit, its end."""

from __future__ import annotations

import contextlib
import json
import os
import select
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
import weakref
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from gongwen.errors import ToolMissing
from gongwen.printing import fonts
from gongwen.printing import worker as worker_script
from gongwen.printing.worker import remove_sockets, sockets

START_SECONDS = worker_script.START_SECONDS + 10
END_SECONDS = 8

# No macro, no outside link, no question; Chinese defaults (A4, 宋体, language) whatever the machine's own language.
SETTINGS = (
    ("/org.openoffice.Setup/L10N", "ooSetupSystemLocale", "zh-CN"),
    ("/org.openoffice.Office.Linguistic/General", "DefaultLocale_CJK", "zh-CN"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
)


class WorkerDied(Exception):
    """The worker or its LibreOffice ended before it answered. Never leaves this room."""


class NeverStarted(WorkerDied):
    """The worker ended before it was ready; the message is the last thing it said. Never leaves this room."""


class WorkerSlow(Exception):
    """The worker did not answer in time and was ended. Never leaves this room."""


class NotReadable(Exception):
    """LibreOffice refuses the file. Never leaves this room."""


class LibreOfficeBroken(ToolMissing):
    """排版程序 LibreOffice 无法启动。请运行 gongwen doctor 查看，必要时重新安装 libreoffice-writer-nogui。"""

    @classmethod
    def because(cls, reason: str) -> Self:
        """With what LibreOffice itself said last."""
        return cls(f"{(cls.__doc__ or '').strip()}（{reason}）")


@dataclass(frozen=True)
class Machinery:
    """What a worker is made of: LibreOffice's binary, a Python with `uno`, the folder of stand-in fonts."""

    soffice: Path
    python: Path
    fonts: Path


@dataclass(frozen=True)
class LaidOut:
    """What a worker hands over: the PDF as LibreOffice wrote it, and how many pages LibreOffice says it has."""

    pdf: bytes
    pages: int


class Worker:
    """One LibreOffice, launched on construction and ended by `close`, `kill`, the end of this process or its death.

    Nobody waits for it to be up before its first paper: several can start side by side, and while a paper is drafted.
    """

    def __init__(self, machinery: Machinery) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="gongwen-print-"))
        self._pipe = f"gongwen-{uuid.uuid4().hex[:16]}"
        self._log = self.folder / "log.txt"
        self._unread, self._ready = b"", False
        try:
            prepare_folder(self.folder, machinery)
            self._process, control = self._launch(machinery)
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise
        self._end = weakref.finalize(self, end_worker, os.getpid(), self._process, control, self.folder, self._pipe)

    def _launch(self, machinery: Machinery) -> tuple[subprocess.Popen[bytes], int]:
        """Start the worker script; the second value is the open end of its control pipe."""
        heard, control = os.pipe()
        script = str(Path(worker_script.__file__))
        command = [machinery.python, "-I", script, machinery.soffice, self.folder, self._pipe, str(heard)]
        try:
            with self._log.open("wb") as log:
                process = subprocess.Popen(
                    command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, cwd=self.folder,
                    env=environment(self.folder), pass_fds=(heard,), start_new_session=True,
                )  # fmt: skip
        finally:
            os.close(heard)
        return process, control

    def await_ready(self) -> None:
        """Return when LibreOffice is up; NeverStarted or LibreOfficeBroken when it does not come up."""
        if self._ready:
            return
        try:
            self._hear(START_SECONDS)
        except WorkerDied as fault:
            reason = self._last_words()
            self.kill()
            raise NeverStarted(reason) from fault
        except WorkerSlow as fault:
            self.kill()
            raise LibreOfficeBroken.because(f"{START_SECONDS} 秒内没有就绪") from fault
        self._ready = True

    def _last_words(self) -> str:
        lines = self._log.read_text("utf-8", "replace").strip().splitlines() if self._log.exists() else []
        return lines[-1] if lines else "没有任何提示"

    @property
    def alive(self) -> bool:
        """Whether the worker process still runs in its folder (its LibreOffice may still turn out to be gone)."""
        return self._end.alive and self._process.poll() is None and self.folder.is_dir()

    @property
    def sockets(self) -> list[Path]:
        """Where its LibreOffice listens; none of these outlives it."""
        return sockets(self.folder, self._pipe)

    @property
    def pid(self) -> int:
        """Process number of the worker; its LibreOffice is in the same process group."""
        return self._process.pid

    def convert(self, docx: bytes, seconds: float) -> LaidOut:
        """What LibreOffice makes of `docx` within `seconds`, which count from when it is given the paper.

        NotReadable, WorkerDied, or WorkerSlow (the worker is ended); LibreOfficeBroken when it does not even start.
        """
        self.await_ready()
        source, target = self.folder / "paper.docx", self.folder / "paper.pdf"
        target.unlink(missing_ok=True)
        source.write_bytes(docx)
        answer = self._ask({"source": source.name, "target": target.name}, seconds)
        if answer.get("dead"):
            raise WorkerDied(answer["fault"])
        if "fault" in answer:
            raise NotReadable(answer["fault"])
        return LaidOut(target.read_bytes() if target.exists() else b"", answer["pages"])

    def _ask(self, order: dict[str, str], seconds: float) -> dict:
        try:
            assert self._process.stdin is not None
            self._process.stdin.write(json.dumps(order).encode() + b"\n")
            self._process.stdin.flush()
        except OSError as fault:
            raise WorkerDied(str(fault)) from fault
        try:
            return self._hear(seconds)
        except WorkerSlow:
            self.kill()
            raise

    def _hear(self, seconds: float) -> dict:
        """The next line the worker writes."""
        assert self._process.stdout is not None
        deadline = time.monotonic() + seconds
        channel = self._process.stdout.fileno()
        watch = select.poll()
        watch.register(channel, select.POLLIN | select.POLLHUP)
        while b"\n" not in self._unread:
            left = deadline - time.monotonic()
            if left <= 0 or not watch.poll(left * 1000):
                raise WorkerSlow()
            received = os.read(channel, 65536)
            if not received:
                raise WorkerDied(self._last_words())
            self._unread += received
        line, _, self._unread = self._unread.partition(b"\n")
        return json.loads(line)

    def close(self) -> None:
        """End in good order: LibreOffice terminates, the folder is removed; one still starting has nothing to order."""
        if self._end.alive and self._ready:
            with contextlib.suppress(OSError):
                self._process.stdin.close()  # type: ignore[union-attr]
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(END_SECONDS)
        self._end()

    def kill(self) -> None:
        """End at once, whatever LibreOffice is doing."""
        self._end()


def prepare_folder(folder: Path, machinery: Machinery) -> None:
    """Lay out what LibreOffice finds in the folder of its worker: temporary folder, fonts, settings."""
    (folder / "tmp").mkdir()
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    fonts.write_font_config(folder / "fonts.conf", machinery.fonts)
    (profile / "registrymodifications.xcu").write_text(settings_file(), encoding="utf-8")


def settings_file() -> str:
    """LibreOffice's settings as the file its profile keeps them in."""
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>\n'
        for path, name, value in SETTINGS
    )
    spaces = 'xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<oor:items {spaces}>\n{items}</oor:items>\n'


def environment(folder: Path) -> dict[str, str]:
    """The few variables the worker gets: nothing of the caller's language or Python reaches the print."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "XDG_CACHE_HOME") if name in os.environ}
    own = {"TMPDIR": folder / "tmp", "FONTCONFIG_FILE": folder / "fonts.conf"}
    fixed = {"LC_ALL": "C.UTF-8", "TZ": "UTC", "SAL_USE_VCLPLUGIN": "svp", "SAL_DISABLE_OPENCL": "1"}
    return {**kept, **{name: str(path) for name, path in own.items()}, **fixed}


def end_worker(owner: int, process: subprocess.Popen[bytes], control: int, folder: Path, pipe: str) -> None:
    """Closing the control pipe makes the worker kill its LibreOffice; whatever is left is killed with its group."""
    os.close(control)
    if os.getpid() != owner:  # a forked copy of the owner: the worker is not its to end
        return
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(END_SECONDS)
    with contextlib.suppress(OSError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for channel in (process.stdin, process.stdout):
        with contextlib.suppress(OSError):
            channel.close()  # type: ignore[union-attr]
    remove_sockets(folder, pipe)
    shutil.rmtree(folder, ignore_errors=True)
