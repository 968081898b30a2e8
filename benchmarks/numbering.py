"""编号: twenty thousand numbers taken by many processes at one SQLite file, killed at random, half of the papers sent
twice, over New Year's Eve; then what became of them.

    .venv/bin/python benchmarks/numbering.py [文件数] [进程数] [在哪个文件夹]     # 默认 20000 8，系统的临时文件夹

Every number is one transaction, flushed to disk before it is answered (synchronous=FULL), with its journal entry and
the journal's head file. What is measured is what a process waits for its number, the others' turns included. Ends with
exit code 1 when a number is missing, double, lost or unexplained, or the journal does not verify.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from kit import number_race

COUNT, WORKERS, KILL_EVERY = 20_000, 8, 2.0


def main(count: int, workers: int, where: str | None) -> int:
    """Run the race once and tell its figures."""
    with tempfile.TemporaryDirectory(dir=where) as folder:
        home = Path(folder) / "office"
        number_race.found(home)
        sent = number_race.papers(home, count)
        ran = number_race.run(home, sent, workers=workers, kill_every=KILL_EVERY)
        begun = time.monotonic()
        faults = number_race.faults(home, sent, ran)
        checked = time.monotonic() - begun
    tell(count, workers, ran)
    print(f"核对台账和日志 {checked:.1f} 秒：{'全部连续，没有重号，作废都有说明，日志完整' if not faults else '有误'}")
    print("\n".join(faults[:20]))
    return 1 if faults else 0


def tell(count: int, workers: int, ran: number_race.Ran) -> None:
    """The figures of a race."""
    waited = statistics.quantiles(ran.latencies, n=100)
    acts = len(ran.latencies)
    print(f"{count} 份文件，{workers} 个进程，杀死进程 {ran.kills} 次，答复文号 {acts} 次（含重复提交）")
    print(f"用时 {ran.seconds:.0f} 秒，每秒新编 {count / ran.seconds:.0f} 个号、办理 {acts / ran.seconds:.0f} 次")
    print(f"等一个号：中位数 {waited[49] * 1000:.0f} 毫秒，99% 在 {waited[98] * 1000:.0f} 毫秒以内，", end="")
    print(f"最长 {max(ran.latencies) * 1000:.0f} 毫秒")


if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(
        main(
            int(given[0]) if given else COUNT,
            int(given[1]) if len(given) > 1 else WORKERS,
            given[2] if len(given) > 2 else None,
        )
    )
