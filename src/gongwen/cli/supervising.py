"""看护: several processes kept running together: one that dies is started again and told, stopping stops them all."""

from __future__ import annotations

import contextlib
import ctypes
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

LOOK_SECONDS = 0.2
STEADY_SECONDS = 10.0
MOST_FALLS = 5
END_SECONDS = 60.0
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux's prctl


@dataclass
class Child:
    """One process: what it is called, its command, the file descriptors it inherits."""

    name: str
    command: Sequence[str]
    inherits: Sequence[int] = ()
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    began: float = field(default=0.0, init=False)
    falls: int = field(default=0, init=False)

    def start(self) -> None:
        """Start it in a session of its own, so that Ctrl-C reaches it by way of us and in order."""
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            self.command, pass_fds=tuple(self.inherits), start_new_session=True, preexec_fn=_die_with_parent
        )

    @property
    def fallen(self) -> int | None:
        """Its exit code once it has ended, else None."""
        return self.process.poll() if self.process else None

    def end(self, seconds: float) -> None:
        """Wait for it to end; it is killed when it does not (nothing is lost: leases run out)."""
        if self.process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0.0, seconds))
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()


def keep(children: Sequence[Child], stop: threading.Event, say: Callable[[str], None]) -> bool:
    """Run the children until `stop`; False when one of them would not stay up and all were stopped for it."""
    try:
        for child in children:
            child.start()
        while not stop.wait(LOOK_SECONDS):
            for child in children:
                if child.fallen is not None and not _again(child, say):
                    return False
        return True
    finally:
        _end(children)


def _again(child: Child, say: Callable[[str], None]) -> bool:
    """Start a fallen child again; False when it keeps falling as soon as it stands."""
    steady = time.monotonic() - child.began > STEADY_SECONDS
    child.falls = 1 if steady else child.falls + 1
    how = _how(child.fallen or 0)
    if child.falls >= MOST_FALLS:
        say(f"{child.name}连续 {MOST_FALLS} 次启动后就退出（{how}），已全部停止：请按上面的提示排除原因后重新运行。")
        return False
    say(f"{child.name}意外停止（{how}），已重新启动；已经记录的事不受影响。")
    time.sleep(min(2.0, 0.2 * 2 ** (child.falls - 1)) if not steady else 0)
    child.start()
    return True


def _how(code: int) -> str:
    return f"被信号 {signal.Signals(-code).name} 结束" if code < 0 else f"退出码 {code}"


def _end(children: Sequence[Child]) -> None:
    for child in children:
        if child.process and child.process.poll() is None:
            child.process.terminate()
    deadline = time.monotonic() + END_SECONDS
    for child in children:
        child.end(deadline - time.monotonic())


def _die_with_parent() -> None:
    """On Linux, a child whose supervisor was killed is told to stop: nobody would look after it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGTERM)
