"""日志见证: `HOME/journal.head` remembers, outside the table, how long the journal was and what its last hash was.

The file may lag behind (a run was killed between the commit and the file); it is brought forward by the next act or
the next opening, but only where the journal still holds what the file remembers. A file that the journal contradicts
is evidence and stays as it is.
"""

from __future__ import annotations

import fcntl
import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gongwen.errors import Broken
from gongwen.registry.journal import newest
from gongwen.registry.models import JournalEntry
from gongwen.registry.store import home, place

HEAD_NAME = "journal.head"

_HEAD = re.compile(r"([1-9][0-9]*) ([0-9a-f]{64})\n?")
_log = logging.getLogger(__name__)


def bring_forward() -> None:
    """Write the present head, after a commit and on opening. One process at a time: the file never goes back.

    A file that cannot be written is logged, no more: the act itself is committed, and to report it as failed would
    invite doing it twice.
    """
    folder = home()
    try:
        with _alone(folder):
            last, known = newest(), _known(folder)
            if last and last != known and _follows(last, known):
                place(folder / HEAD_NAME, f"{last[0]} {last[1]}\n".encode())
    except OSError:
        _log.warning("journal head not written", exc_info=True)


def remembered() -> tuple[int, str] | None:
    """The head file's count and hash; None where it is missing, Broken where it cannot be read."""
    try:
        found = _HEAD.fullmatch((home() / HEAD_NAME).read_bytes().decode("ascii", "replace"))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Broken(f"日志见证文件 {HEAD_NAME} 打不开（{error.strerror}），请检查办公文件夹的权限。") from error
    if found is None:
        raise Broken(f"日志见证文件 {HEAD_NAME} 的内容不可读，请用备份核对后再办理。")
    return int(found[1]), found[2]


def _known(folder: Path) -> tuple[int, str] | None:
    """What the file says; what no journal can have said counts as a contradiction, not as a missing file."""
    try:
        return remembered()
    except Broken:
        return (0, f"{HEAD_NAME} cannot be read")


def _follows(last: tuple[int, str], known: tuple[int, str] | None) -> bool:
    """Whether the file may be replaced: only the first entry of all may be without one (killed while founding)."""
    if known is None:
        if last[0] == 1:
            return True
        _log.warning("%s is missing and is not made anew: the journal may have been cut", HEAD_NAME)
        return False
    if JournalEntry.objects.filter(number=known[0], hash=known[1]).exists():
        return True
    _log.warning("%s remembers what the journal does not hold; run gongwen journal verify", HEAD_NAME)
    return False


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; the system lets it go when the process ends, however it ends."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
