"""日志: how long a journal of a million entries takes to be verified, whole and against a printed head.

    python benchmarks/journal.py [条数]     # 默认 1000000

Entries are those of an ordinary office: four of ten are moves, whose events are held against them. They are written in
large batches; what is measured is the verification.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from gongwen import registry
from gongwen.registry.canonical import canonical, fingerprint

BEGIN = datetime(2026, 1, 4, 1, tzinfo=UTC)
BATCH = 5000
MOVES = 4  # of ten entries


def build(home: Path, count: int) -> None:
    """An office whose journal has `count` entries."""
    registry.create(home, now=BEGIN)
    code = registry.open_case(
        workflow="project", workflow_hash="w", stage="申报", title="困难家庭经济帮扶", data={}, code_prefix="QHBF",
        actor="周敏", door="命令行", now=BEGIN,
    ).code  # fmt: skip
    case, head = registry.case_register.find(code), registry.journal_head()
    number, previous = head.count, head.head
    while number < count:
        numbers = range(number + 1, min(number + BATCH, count) + 1)
        previous = registry.within(lambda numbers=numbers, previous=previous: write(case, numbers, previous))
        number = numbers[-1]


def write(case, numbers: range, previous: str) -> str:
    """These entries in one transaction, with the events they tell of; the last one's hash."""
    from gongwen.registry.models import Event, JournalEntry

    entries, events = [], []
    for number in numbers:
        told = an_entry(case, number)
        if number % 10 < MOVES:
            events.append(Event(**event_of(case, number, told)))
        text = canonical(told)
        entries.append(
            JournalEntry(
                number=number, case=case.code, text=text, previous=previous, hash=registry.journal.link(previous, text)
            )
        )
        previous = entries[-1].hash
    Event.objects.bulk_create(events)
    JournalEntry.objects.bulk_create(entries)
    return previous


def an_entry(case, number: int) -> dict[str, Any]:
    """A move, or a job done, as the registry writes it."""
    told = {"number": number, "at": BEGIN + timedelta(seconds=number), "actor": "周敏", "case": case.code}
    if number % 10 < MOVES:
        form = fingerprint(form_of(number))
        details = {"door": "命令行", "system_user": "office", "source": "申报", "target": "申报", "version": number}
        return {**told, "act": "提交", "details": {**details, "form": form, "data": form, "jobs": [["draft", None]]}}
    files = [registry.digest(str(number).encode())]
    return {**told, "act": "完成工作", "role": "经办人", "files": files, "details": {"job": number, "step": "draft"}}


def event_of(case, number: int, told: dict[str, Any]) -> dict[str, Any]:
    """The move itself."""
    return {
        "case": case, "seq": number, "action": "提交", "source": "申报", "target": "申报", "actor": "周敏",
        "form": form_of(number), "form_hash": told["details"]["form"], "at": told["at"],
    }  # fmt: skip


def form_of(number: int) -> dict[str, str]:
    """What was filled in."""
    return {"说明": f"第{number}次提交，材料齐全", "户数": str(number % 40)}


def timed(what: str, work) -> None:
    """Say how long it took, and how much memory this process has ever held."""
    start = time.perf_counter()
    work()
    seconds, held = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{what}：{seconds:.1f} 秒，内存至多 {held:.0f} MB", flush=True)


def main() -> None:
    """Build, then verify twice."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        timed(f"写入 {count} 条", lambda: build(Path(folder) / "office", count))
        timed("核验", registry.verify_journal)
        timed("凭末条摘要核验", lambda: registry.verify_journal(registry.journal_head().head))
        megabytes = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file()) / 1e6
        print(f"办公文件夹 {megabytes:.0f} MB")
        registry.close()


if __name__ == "__main__":
    main()
