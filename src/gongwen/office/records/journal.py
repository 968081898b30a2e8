"""日志: verified and shown, and a bundle's printed witness looked up in it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from gongwen import archiving, registry
from gongwen.errors import BadInput
from gongwen.office import people
from gongwen.office.clock import zone
from gongwen.office.staffing import privacy

WITNESS, COUNT = "Journal-Witness", "Journal-Count"
"""Labels of bag-info.txt: the journal's last hash and its length when the bundle was made."""

_PROCESS = re.compile(r"[^:]+:\d+:\d*")
_LONG = 16  # hexadecimal digits of a hash that are shown


def state(witness: str | None = None, *, files: bool = False) -> dict[str, Any]:
    """The journal verified, and with `files` the file store too: length, head, `faults` one sentence each (none: all
    is whole), and what is worth knowing without being a fault (`notes`)."""
    checked = registry.check_journal(witness)
    found = {"count": checked.count, "head": checked.head, "faults": [*checked.faults], "notes": []}
    if files:
        kept = registry.verify_store()
        found |= {"files": kept.count, "faults": [*checked.faults, *kept.faults], "notes": [_strangers(kept.strangers)]}
        found["notes"] = [note for note in found["notes"] if note]
    return found


def rows(case: str | None = None, last: int | None = None) -> list[dict[str, Any]]:
    """Entries for reading, oldest first; a deputy's act shows for whom it was done."""
    return [_row(entry) for entry in registry.entries(case, last=last)]


def page(
    *, case: str = "", person: str = "", act: str = "", before: str = "", most: int = 50
) -> tuple[list[dict[str, Any]], int | None]:
    """Entries for reading, the newest first, and from which number the older ones go on (None: there are none); gists
    are masked. BadInput on a number that is none."""
    if before and not (before.isascii() and before.isdecimal() and len(before) < 18):
        raise BadInput(f"条目「{before}」不是数字，请从页面下面的「更早的」翻页。")
    found = registry.find_entries(
        case=case.strip(), actor=person.strip(), act=act.strip(), before=int(before) if before else None, most=most + 1
    )
    shown = [_row(entry) for entry in found[:most]]
    masked = [row | {"told": privacy.plain_text(row["told"]), "who": _by_name(row["who"])} for row in shown]
    return masked, found[most - 1].number if len(found) > most else None


def witness() -> dict[str, Any]:
    """The journal's length and last hash as they stand now, in groups of eight for paper; nothing is verified."""
    head = registry.journal_head()
    return {"count": head.count, "head": head.head, "groups": grouped(head.head)}


def grouped(hash: str) -> list[str]:
    """A hash in groups of eight digits, so that a person can read it out and type it again."""
    return [hash[start : start + 8] for start in range(0, len(hash), 8)]


def line(row: dict[str, Any]) -> str:
    """One entry on one line: number, moment, who (for whom) in which role, what, for which case, and its gist."""
    role = f"〔{row['role']}〕" if row["role"] else ""
    words = (str(row["number"]).rjust(6), row["at"], f"{row['who']}{role}", row["act"], row["case"], row["told"])
    return "  ".join(word for word in words if word)


def stamp() -> dict[str, str]:
    """The journal's verified head as bag-info.txt carries it; Broken when the journal is not whole."""
    whole = registry.verify_journal()
    return {WITNESS: whole.head, COUNT: str(whole.count)}


def printed(stamped: dict[str, str]) -> str:
    """The witness as a sentence for paper, the hash in groups of eight so that a person can type it again."""
    head = stamped[WITNESS]
    return f"组卷时办理日志共 {stamped[COUNT]} 条，末条摘要为 {' '.join(grouped(head))}。"


def bundle_faults(folder: Path) -> list[str]:
    """Whether the head printed in a bundle occurs in the open office's journal, at the place it says."""
    told = archiving.info(folder)
    hash, count = told.get(WITNESS, ""), told.get(COUNT, "")
    if not hash:
        return [f"案卷「{folder.name}」的 bag-info.txt 没有记日志摘要（{WITNESS}），不能与办公室的日志对照。"]
    number = registry.journal_holds(hash)
    if number is None:
        return [
            f"案卷「{folder.name}」所印的日志摘要 {hash[:_LONG]}… 在这个办公室的日志中没有："
            "案卷不是这个办公室的，或日志在组卷以后被删改，请用备份核对。"
        ]
    if count and count != str(number):
        return [f"案卷「{folder.name}」记日志共 {count} 条，所印的摘要却是第 {number} 条的，案卷或日志被改动过。"]
    return []


def _strangers(paths: tuple[str, ...]) -> str:
    if not paths:
        return ""
    shown = "、".join(paths[:3]) + ("等" if len(paths) > 3 else "")
    return f"文件库中有 {len(paths)} 个没有登记的文件（{shown}），多半是中断时留下的，不影响办理。"


def _by_name(who: str) -> str:
    """The name of whoever acted; a process that did what a move owed (machine:number:start) is the system."""
    return "系统" if _PROCESS.fullmatch(who) else who


def _row(entry: registry.EntryRow) -> dict[str, Any]:
    return {
        "number": entry.number,
        "at": entry.at.astimezone(zone()).strftime("%Y-%m-%d %H:%M:%S"),
        "actor": entry.actor,
        "for_whom": entry.for_whom,
        "who": people.acting(entry.actor, entry.for_whom),
        "role": entry.role,
        "act": entry.act,
        "case": entry.case,
        "files": list(entry.files),
        "details": entry.details,
        "told": _told(entry),
        "hash": entry.hash,
    }


def _told(entry: registry.EntryRow) -> str:
    """What a reader looks for first: from where to where, which paper, number and files."""
    said = entry.details
    words = [f"{said['source']}→{said['target']}"] if said.get("source") else []
    words += [str(said["reference"])] if said.get("reference") else []
    words += [f"第 {said['paper']} 号文件"] if said.get("paper") else []
    words += [f"文件 {sha[:8]}…" for sha in entry.files]
    return "，".join(words)
