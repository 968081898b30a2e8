"""日志核验: the chain from end to end, the witnesses, the guards of the tables, and the records held against it.

Everything is read once, side by side, and never kept: an office of a million entries is verified in one pass.
"""

from __future__ import annotations

import json
import re
from typing import Any

from gongwen.errors import BadInput, Broken
from gongwen.registry import agreement, guards, witness
from gongwen.registry.journal import START, link, standing_table, stored
from gongwen.registry.transactions import one_moment
from gongwen.registry.values import JournalCheck, JournalState

_STOP = "请停止办理并用备份核对。"
_SHORTEST_WITNESS = 16  # hexadecimal digits: what a person may type from a printed paper


def verify_journal(witness: str | None = None) -> JournalState:
    """`check_journal`, but what is wrong is raised as Broken, the first bad entry first."""
    found = check_journal(witness)
    if found.faults:
        raise Broken.of(found.faults)
    return JournalState(count=found.count, head=found.head)


def check_journal(witness: str | None = None) -> JournalCheck:
    """Check every entry, that the head file and `witness` (a hash printed or noted earlier, or its first 16 digits)
    occur, that the append-only guards stand, and that the records are what the journal says.

    The chain is read up to the first bad entry. BadInput when `witness` cannot be a hash.
    """
    chain = _Chain(_sought(witness))
    with one_moment():
        faults = _read_whole(chain)
        return JournalCheck(count=chain.count, head=chain.head, faults=(*faults, *guards.missing()))


def _read_whole(chain: _Chain) -> list[str]:
    """What is wrong with the chain; where nothing is, what of the records does not agree with it."""
    followers = agreement.followers()
    for entry in stored():
        told = chain.read(*entry)
        if told is None:
            return chain.faults()
        for follower in followers:
            follower.read(told)
    told = [fault for each in followers for fault in each.faults()]
    return [*chain.faults(), *told, *agreement.stages_astray(), *agreement.tasks_astray()]


def chain_faults(witness: str | None = None) -> tuple[str, ...]:
    """The chain and its witnesses only, also of an office whose tables are of an earlier version."""
    chain = _Chain(_sought(witness))
    for entry in stored(standing_table()):
        if chain.read(*entry) is None:
            break
    return tuple(chain.faults())


class _Chain:
    """The journal as far as it has been read, and what it must hold."""

    def __init__(self, sought: str) -> None:
        self.count, self.head = 0, START
        self.broken = ""
        self._sought, self._met = sought, not sought
        self._known, self._unreadable = _remembered()
        self._at_known = ""

    def read(self, number: int, case: str, text: str, previous: str, hash: str) -> dict[str, Any] | None:
        """What the next entry says; None when it is not the true next entry (`broken` says why)."""
        told = _told(text)
        self.broken = _fault(self.count + 1, self.head, number, previous)
        if not self.broken and (hash != link(previous, text) or told is None or not _agrees(told, number, case)):
            self.broken = f"日志第 {number} 条的内容被改动过，{_STOP}"
        if self.broken:
            return None
        self.count, self.head = number, hash
        self._met = self._met or hash.startswith(self._sought)
        if self._known and number == self._known[0]:
            self._at_known = hash
        return told

    def faults(self) -> list[str]:
        """A broken chain says all there is to say: what lies behind the break proves nothing."""
        if self.broken:
            return [self.broken]
        return [fault for fault in (self._tail(), self._missed()) if fault]

    def _tail(self) -> str:
        if self._unreadable:
            return self._unreadable
        name = witness.HEAD_NAME
        if self._known is None:  # the very first commit may have been cut off before its witness was written
            missing = f"缺少日志见证文件 {name}，无法确认末尾的记录是否齐全，请从备份取回这个文件后再核验。"
            return missing if self.count > 1 else ""
        number, hash = self._known
        if number > self.count:
            return f"日志第 {self.count + 1} 条至第 {number} 条缺失（见证文件 {name} 记有 {number} 条），请用备份核对。"
        if self._at_known != hash:
            return f"日志第 {number} 条与见证文件 {name} 所记不一致，日志整本被更换过，请用备份核对。"
        return ""

    def _missed(self) -> str:
        if self._met:
            return ""
        shown = self._sought[:_SHORTEST_WITNESS]
        return f"日志中没有见证值 {shown}… 所指的记录：末尾的记录被删去，或日志整本被更换，请用备份核对。"


def _sought(witness: str | None) -> str:
    if witness is None:
        return ""
    sought = re.sub(r"\s", "", witness).lower()
    if not re.fullmatch(f"[0-9a-f]{{{_SHORTEST_WITNESS},64}}", sought):
        raise BadInput(
            f"见证值「{witness.strip()}」不是日志摘要，请照文书或案卷上印的填写（至少前 {_SHORTEST_WITNESS} 位）。"
        )
    return sought


def _remembered() -> tuple[tuple[int, str] | None, str]:
    """The head file's memory, read before the journal itself, which may go on growing; and what is wrong with it."""
    try:
        return witness.remembered(), ""
    except Broken as error:
        return None, str(error)


def _fault(wanted: int, head: str, number: int, previous: str) -> str:
    if number < wanted:
        return f"日志中有不该有的第 {number} 条（应从第 1 条起连续编号），{_STOP}"
    if number > wanted:
        return f"日志第 {wanted} 条缺失，其后的记录不可信，{_STOP}"
    if previous != head:
        return f"日志第 {wanted} 条与前一条衔接不上，日志被改动、插入或调换过，{_STOP}"
    return ""


def _told(text: str) -> dict[str, Any] | None:
    """What an entry's text says; None where somebody wrote what is no entry."""
    try:
        told = json.loads(text)
    except (TypeError, ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) and isinstance(told.get("details"), dict) else None


def _agrees(told: dict[str, Any], number: int, case: str) -> bool:
    """The columns beside the text, and the words every entry has."""
    words = all(isinstance(told.get(name), str) for name in ("at", "actor", "act"))
    return words and (number, case) == (told.get("number"), told.get("case"))
