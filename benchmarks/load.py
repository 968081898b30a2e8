"""网上办事的快慢: two hundred people signed in at once over a hundred thousand cases, one click in ten a move.

    .venv/bin/python benchmarks/load.py [--cases 100000] [--people 200] [--minutes 2] [--limit] [--home DIR]

Builds the office (once, where --home keeps it; some minutes), starts `gongwen serve` on it, and lets the people click
every 5–10 seconds over real HTTP; visitors and database share the machine's cores. Tells p50, p95 and p99 by kind of
page, the server's processor time a request, every error, and whether each move that was answered as taken stands in the
journal exactly once. With --limit it then adds people until p95 passes 300 ms. Exit code 1 on an error, a move lost or
doubled, or a journal that does not verify.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path

import many_cases
import visitors
from gongwen import registry
from gongwen.office import founding, going_online
from gongwen.office.watching import listing
from kit import web
from visitors import Known, Seen, Someone

TARGET = 0.3
"""Seconds within which 95 of 100 pages are to be there."""
SETTLE = 15.0
STEP = 50
MOST = 1000
WORDS = [
    "青卫〔2026〕3号",
    "青帮办[2024]12号",
    "QHBF-2020-0100",
    "助学",
    "溪镇 修缮",
    "青溪镇人民政府",
    "产业帮扶项目",
    "顾言之",
]


@dataclass(frozen=True)
class Ran:
    """One run: how many people, for how long, what they met, the server's processor seconds."""

    people: int
    seconds: float
    seen: Seen
    cpu: float

    @property
    def requests(self) -> int:
        """How many pages were answered while it counted."""
        return sum(map(len, self.seen.seconds.values()))

    @property
    def p95(self) -> float:
        """Of all pages."""
        return _at(sorted(one for kind in self.seen.seconds.values() for one in kind), 0.95)


def main(asked: argparse.Namespace) -> int:
    """Build, run, check; 1 where anything went wrong."""
    with tempfile.TemporaryDirectory() as folder:
        home = asked.home or Path(folder) / "office"
        _open(home, asked.cases, asked.people)
        people, known = _signed_in(home, max(asked.people, MOST if asked.limit else 0)), _known()
        started = registry.journal_head().count
        registry.close()
        with _served(home) as (port, server):
            asyncio.run(visitors.look_round(people[0], known, port, clicks=6))
            runs = [_run(people[: asked.people], known, port, server, asked.minutes * 60)]
            while asked.limit and runs[-1].p95 <= TARGET and runs[-1].people + STEP <= MOST:
                runs.append(_run(people[: runs[-1].people + STEP], known, port, server, 60))
        founding.open_office(home)
        faults = _faults(runs, started)
        registry.close()
    print("\n".join(faults[:20]) or "每一步在日志中恰好一次，没有丢失和重复；整本日志核验无误。")
    return 1 if faults or any(ran.seen.errors for ran in runs) else 0


def _open(home: Path, cases: int, people: int) -> None:
    if (home / "office.db").exists():
        founding.open_office(home)
    else:
        many_cases.an_office_of(home, cases, people, datetime.now(UTC))
    found = registry.count_cases(registry.CaseQuery())
    running = registry.count_cases(registry.CaseQuery(running=True))
    print(f"事项 {found} 件，其中在办 {running} 件；日志 {registry.journal_head().count} 条。", flush=True)


def _signed_in(home: Path, count: int) -> list[Someone]:
    """So many visitors with a session each, as signing in would have made it; where there are more of them than people,
    some have a second window open."""
    web.SECRET = going_online.session_key(home)
    roles = {row.person: row.roles for row in registry.appointments(datetime.now(UTC).date())}
    people = [name for name in map(many_cases.person, range(count)) if name in roles]
    acts = {"审核人": "审核", "负责人": "批准"}

    def made() -> list[Someone]:
        return [
            Someone(name, web.session_for(name), "项目单位" not in roles[name], acts.get(roles[name][0], ""))
            for name in islice(cycle(people), count)
        ]

    return registry.within(made)


def _known() -> Known:
    """What there is to click on."""
    running = registry.find_cases(registry.CaseQuery(running=True, flows=("project",))).rows
    at = {stage: deque(case.code for case in running if case.stage == stage) for stage in ("审核", "批准")}
    closed = registry.find_cases(registry.CaseQuery(running=False), registry.Slice(limit=500, offset=1000)).rows
    own: dict[str, list[str]] = {}
    posts = registry.appointments(datetime.now(UTC).date(), role="项目单位")
    for row in posts:
        page = registry.find_cases(registry.CaseQuery(unit=row.organ), registry.Slice(by="opened", down=True, limit=20))
        own[row.person] = [case.code for case in page.rows]
    choices = listing.choices()
    year, kind = choices["years"][1], choices["kinds"][0]
    filters = ["", "?state=在办", "?state=超期&by=due", "?page=7", "?by=due", f"?year={year}", "?flow=paper",
               "?phase=监督&state=在办", f"?kind={kind}", "?unit=青溪镇人民政府"]  # fmt: skip
    return Known(at, [case.code for case in (*running[:2000], *closed)], own, WORDS, [_quoted(one) for one in filters])


def _quoted(address: str) -> str:
    from urllib.parse import quote

    return quote(address, safe="?=&")


@contextmanager
def _served(home: Path) -> Iterator[tuple[int, subprocess.Popen[str]]]:
    """`gongwen serve` on a free port, as an office runs it; stopped afterwards."""
    command = [sys.executable, "-m", "gongwen.cli", "serve", "--home", str(home), "--port", "0"]
    server = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True
    )
    try:
        assert server.stdout
        told = next((found for line in server.stdout if (found := re.search(r"http://[^:]+:(\d+)", line))), None)
        if told is None:
            raise SystemExit("gongwen serve 没有启动。")
        drained = subprocess.Popen(["cat"], stdin=server.stdout, stdout=subprocess.DEVNULL)
        yield int(told[1]), server
        drained.terminate()
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def _run(people: list[Someone], known: Known, port: int, server: subprocess.Popen[str], seconds: float) -> Ran:
    seen = Seen()
    before = _cpu(server.pid)
    asyncio.run(visitors.stay(people, known, seen, port, seconds, settle=SETTLE))
    share = seconds / (seconds + SETTLE)
    ran = Ran(len(people), seconds, seen, (_cpu(server.pid) - before) * share)
    tell(ran)
    return ran


def _cpu(root: int) -> float:
    """Processor seconds that a process and all below it have used so far."""
    ticks, parents = dict[int, int](), dict[int, int]()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # gone meanwhile
            continue
        process = int(stat.parent.name)
        parents[process], ticks[process] = int(fields[1]), int(fields[11]) + int(fields[12])
    return sum(used for process, used in ticks.items() if _is_below(process, root, parents)) / os.sysconf("SC_CLK_TCK")


def _is_below(process: int, root: int, parents: dict[int, int]) -> bool:
    while process and process != root:
        process = parents.get(process, 0)
    return process == root


def tell(ran: Ran) -> None:
    """The figures of one run."""
    rate = ran.requests / ran.seconds
    load = os.getloadavg()[0]
    print(f"\n{ran.people} 人，{ran.seconds:.0f} 秒，{ran.requests} 次（每秒 {rate:.1f} 次），机器负载 {load:.1f}")
    print(f"服务进程每次用处理器 {ran.cpu / max(ran.requests, 1) * 1000:.1f} 毫秒，占 {ran.cpu / ran.seconds:.2f} 个核")
    print("| 页面 | 次数 | p50 | p95 | p99 |\n|---|---|---|---|---|")
    every = sorted(one for kind in ran.seen.seconds.values() for one in kind)
    for kind, times in [*sorted(ran.seen.seconds.items()), ("全部", every)]:
        found = sorted(times)
        told = " | ".join(f"{_at(found, share) * 1000:.0f} 毫秒" for share in (0.5, 0.95, 0.99))
        print(f"| {kind} | {len(found)} | {told} |")
    print(f"出错 {len(ran.seen.errors)} 次，办成 {len(ran.seen.taken)} 步", flush=True)
    for error, count in Counter(ran.seen.errors).most_common(5):
        print(f"  {count} 次：{error}")


def _at(times: list[float], share: float) -> float:
    return times[min(len(times) - 1, int(len(times) * share))] if times else 0.0


def _faults(runs: list[Ran], started: int) -> list[str]:
    """Moves answered as taken that are not in the journal exactly so often, and what verification finds."""
    answered = Counter(move for ran in runs for move in ran.seen.taken)
    count = registry.journal_head().count - started
    told = Counter(
        (entry.case, entry.act)
        for entry in registry.entries(last=count)
        if "door" in entry.details and entry.details["door"] == "网页"
    )
    wrong = [f"{code}「{act}」答复 {answered[code, act]} 次，日志记 {told[code, act]} 次" for code, act in
             answered.keys() | told.keys() if answered[code, act] != told[code, act]]  # fmt: skip
    return wrong + list(registry.check_journal().faults)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--minutes", type=float, default=2)
    parser.add_argument("--limit", action="store_true", help="add people until p95 passes 300 ms")
    parser.add_argument("--home", type=Path, help="where the office is kept, or made when it is not there")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main(_asked()))
