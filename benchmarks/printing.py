"""印制快慢: long-lived LibreOffice workers against one `soffice` process a paper, alternating in one run.

    .venv/bin/python benchmarks/printing.py [ROUNDS]

Prints medians of the ratios of each round: seconds differ from machine to machine and from minute to minute, ratios
hardly do. A round has one paper of a process, and five in a row of a worker, told as the time of one. The process a
paper has a warm profile of its own and is measured twice: with the machine's own fontconfig, as anybody would run it,
and with our font mapping. All ways print the same papers with the same number of pages, or the run stops. Needs what
`make setup` brings; takes about three minutes on an idle machine.
"""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from gongwen.document.model import Table
from gongwen.drafting.text import tables
from gongwen.drafting.word import package, styles, wordml
from gongwen.drafting.word.blank import blank
from gongwen.office.pressroom import papers
from gongwen.printing import Printer, check_print, open_printer
from gongwen.printing.libreoffice import Worker, environment, prepare_folder
from gongwen.printing.printer import machinery

ROUNDS = 7
SAMPLES = Path(__file__).parents[1] / "samples" / "papers"
PDF_OPTIONS = 'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"1"}}'
IN_A_ROW = 5  # papers of a worker in one round
BATCH = 12  # papers for one worker and for two
NOTICE = """\
kind: 通知
issuers: [{name: 青禾市民政局}]
number: 青民〔2026〕7号
title: 关于做好困难家庭帮扶工作的通知
body: |
  请各单位摸清困难家庭底数，逐户落实帮扶措施，于3月底前报送情况。
date: 2026-03-02
"""


@dataclass(frozen=True)
class Way:
    """One way of printing a paper: what it is called, what it does, and how many papers in a row a round has of it.

    A process a paper begins anew with each; a worker is there for one paper after the other, so a round has several.
    """

    name: str
    to_pdf: Callable[[bytes], bytes]
    papers: int = 1


def plan() -> str:
    """A paper of some five pages: two of text, the rest a table of thirty rows and seven columns."""
    clause = "项目单位按照批复和合同约定使用帮扶资金，专款专用，接受监督检查，按月报送进展情况和佐证材料。"
    clauses = "\n".join(f"  {number}. {clause}" for number in range(1, 16))
    row = "[{0}, 临溪县青溪镇困难户房屋修缮, 临溪县民政局, '12.50', '36', 2026年9月, 程某]"
    rows = "\n".join("        - " + row.format(number) for number in range(1, 31))
    return (
        f"{NOTICE.partition('body:')[0]}body: |\n{clauses}\nattachments:\n  - title: 2026年帮扶项目计划表\n    table:\n"
        "      columns: [序号, 项目名称, 项目单位, 资金（万元）, 受益户数, 完成时间, 联系人]\n"
        f"      rows:\n{rows}\ndate: 2026-03-02\n"
    )


def short_contract() -> bytes:
    """A contract of four pages in our styles: twenty articles and a list of thirty rows and seven columns."""
    document = blank()
    clause = "甲方按照项目批复和本合同约定拨付帮扶资金，乙方专款专用，接受监督检查，按期报送进展情况和佐证材料。"
    row = ("", "临溪县青溪镇困难户房屋修缮", "户", "12", "3600.00", "43200.00", "9月底前")
    made = [wordml.paragraph(styles.CONTRACT_TITLE.id, "帮扶救助项目合同书")]
    for number in range(1, 21):
        made += [
            wordml.paragraph(styles.ARTICLE.id, f"第{number}条　资金与监督"),
            wordml.paragraph(styles.BODY.id, clause),
        ]
    columns = ("序号", "名称", "单位", "数量", "单价（元）", "金额（元）", "期限")
    made += tables.table(Table(columns, tuple((str(number), *row[1:]) for number in range(1, 31))))
    for one in [*made, wordml.paragraph(styles.BODY.id, "（签署页）")]:
        document.element.body.insert(len(document.element.body) - 1, one)
    return package.saved(document)


def drafted(folder: Path, printer: Printer) -> dict[str, bytes]:
    """Papers of ours, as DOCX: a notice of one page, a contract of four, a long one, a plan, ten organs."""
    (folder / "notice.yaml").write_text(NOTICE, "utf-8")
    (folder / "plan.yaml").write_text(plan(), "utf-8")
    files = {
        "一页通知": folder / "notice.yaml",
        "带三十行表格的计划": folder / "plan.yaml",
        "十部门联合通知": SAMPLES / "十部门成立通知" / "PAPER.yaml",
        "长合同（模板项目合同书）": SAMPLES / "模板合同书" / "PAPER.yaml",
    }
    made = {name: papers.draft_file(path, printer).docx for name, path in files.items()}
    return {"一页通知": made.pop("一页通知"), "合同（二十条和三十行清单）": short_contract(), **made}


def process_a_paper(folder: Path, variables: dict[str, str]) -> Callable[[bytes], bytes]:
    """Start LibreOffice, convert, let it end: what a plain `soffice --convert-to` costs, with a warm profile."""
    source, target = folder / "paper.docx", folder / "paper.pdf"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    launcher = machinery().soffice.with_name("soffice")
    command = [launcher, profile, "--headless", "--convert-to", PDF_OPTIONS, "--outdir", folder, source]

    def to_pdf(word: bytes) -> bytes:
        source.write_bytes(word)
        target.unlink(missing_ok=True)
        subprocess.run(command, env=variables, check=True, capture_output=True)
        return target.read_bytes()

    return to_pdf


def ways(folder: Path, printer: Printer) -> list[Way]:
    """The workers first; then a process a paper, with the machine's fontconfig and with ours."""
    made = [Way("常驻", printer.to_pdf, IN_A_ROW)]
    for name in ("系统字体配置", "本系统字体配置"):
        place = folder / name
        place.mkdir()
        prepare_folder(place, machinery())
        variables = environment(place)
        if name == "系统字体配置":
            del variables["FONTCONFIG_FILE"]
        made.append(Way(f"每份启动一次，{name}", process_a_paper(place, variables)))
    return made


def seconds(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def spread(values: Sequence[float], form: str) -> str:
    return f"{statistics.median(values):{form}} [{min(values):{form}}..{max(values):{form}}]"


def several(way: Way, word: bytes) -> None:
    for _ in range(way.papers):
        way.to_pdf(word)


def compare(name: str, word: bytes, compared: Sequence[Way], rounds: int) -> None:
    """Alternate all ways over one paper; stops when they do not print the same number of pages."""
    pages = {way.name: check_print(way.to_pdf(word)).pages for way in compared}  # also warms each of them up
    assert len(set(pages.values())) == 1, f"{name}: different pages {pages}"
    times: dict[str, list[float]] = {way.name: [] for way in compared}
    for number in range(rounds):
        for way in compared if number % 2 else reversed(compared):
            times[way.name].append(seconds(lambda way=way: several(way, word)) / way.papers)
    ours = times.pop(compared[0].name)
    print(f"{name}（{next(iter(pages.values()))} 页）：常驻 {statistics.median(ours) * 1000:.0f} 毫秒", flush=True)
    for way, slow in times.items():
        ratios = [one / other for one, other in zip(slow, ours, strict=True)]
        print(f"  {way} {statistics.median(slow) * 1000:.0f} 毫秒，常驻快 {spread(ratios, '.1f')} 倍", flush=True)


def two_against_one(word: bytes, rounds: int) -> None:
    """The same batch through one worker and through two, alternating."""
    with open_printer() as one, open_printer(workers=2) as two, ThreadPoolExecutor(2) as threads:

        def through(printer: Printer) -> list[bytes]:
            return list(threads.map(printer.to_pdf, [word] * BATCH))

        assert through(one) == through(two), "two workers printed something else"
        ratios = [seconds(lambda: through(one)) / seconds(lambda: through(two)) for _ in range(rounds)]
    print(f"两个排版进程与一个相比（{BATCH} 份合同书）：快 {spread(ratios, '.2f')} 倍", flush=True)


def after_a_kill(word: bytes, rounds: int) -> None:
    """LibreOffice is killed (-9) in the middle of a paper: how much later than usual that paper is there."""
    hired: list[Worker] = []
    with Printer(lambda: hired.append(Worker(machinery())) or hired[-1]) as printer:
        expected = printer.to_pdf(word)
        own = statistics.median(seconds(lambda: printer.to_pdf(word)) for _ in range(rounds))
        late = []
        for _ in range(rounds):
            killer = threading.Timer(own / 2, lambda: os.killpg(hired[-1].pid, signal.SIGKILL))
            killer.start()
            begun = time.perf_counter()
            assert printer.to_pdf(word) == expected, "the paper came out differently after a kill"
            late.append(time.perf_counter() - begun - own)
            killer.join()
    assert len(hired) == rounds + 1, "a kill came too late"
    print(f"排版中途被 kill -9：那一份比平时晚 {spread(late, '.2f')} 秒印出，内容不变", flush=True)


def first_paper(word: bytes, rounds: int) -> None:
    """From nothing to the first PDF: what a single `gongwen draft` waits for."""

    def once() -> None:
        with open_printer() as printer:
            printer.to_pdf(word)

    print(f"从没有启动到第一份印出并收工：{spread([seconds(once) for _ in range(rounds)], '.2f')} 秒", flush=True)


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory(prefix="gongwen-benchmark-") as place, open_printer() as printer:
        words = drafted(Path(place), printer)
        compared = ways(Path(place), printer)
        for name, word in words.items():
            compare(name, word, compared, rounds)
    two_against_one(words["长合同（模板项目合同书）"], rounds)
    after_a_kill(words["长合同（模板项目合同书）"], rounds)
    first_paper(words["一页通知"], rounds)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
