"""印制快慢: one long-lived LibreOffice worker against one `soffice` process a paper, alternating in one run.

    .venv/bin/python benchmarks/printing.py [ROUNDS]

Prints the median of the ratios of each round: seconds differ from machine to machine and from minute to minute, ratios
hardly do. Both ways get the same papers and the same fonts. Needs what `make setup` brings; takes about a minute.
"""

from __future__ import annotations

import io
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import docx
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.run import Run

from gongwen.printing import check_print, open_printer
from gongwen.printing.finishing import finish
from gongwen.printing.libreoffice import environment, prepare_folder
from gongwen.printing.printer import machinery
from gongwen.printing.source import last_modified

ROUNDS = 7
PDF_OPTIONS = 'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"1"}}'
CLAUSE = "甲方按照项目批复和本合同约定拨付帮扶资金，乙方专款专用，接受监督检查，按期报送进展情况和佐证材料。"


def paper(clauses: int, rows: int) -> bytes:
    """A Word file of numbered clauses in 仿宋 with 黑体 headings, and a table of five columns when `rows` > 0."""
    document = docx.Document()
    in_face(document.add_paragraph().add_run("项目合同书"), "方正小标宋简体", 22)
    for number in range(1, clauses + 1):
        in_face(document.add_paragraph().add_run(f"第{number}条　资金与监督"), "黑体", 16)
        in_face(document.add_paragraph().add_run(CLAUSE), "仿宋_GB2312", 16)
    table = document.add_table(rows, 5) if rows else None
    for row in table.rows if table else ():
        for cell in row.cells:
            in_face(cell.paragraphs[0].add_run("帮扶物资 12.50"), "仿宋_GB2312", 12)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def in_face(run: Run, face: str, size: float) -> None:
    run.font.size = Pt(size)
    run.font.name = "Times New Roman"
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)


def one_process_a_paper(folder: Path, word: bytes) -> bytes:
    """Start LibreOffice, convert, let it end: what a plain `soffice --convert-to` costs, with our fonts and profile."""
    source = folder / "paper.docx"
    source.write_bytes(word)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        machinery().soffice.with_name("soffice"),
        profile,
        "--headless",
        "--convert-to",
        PDF_OPTIONS,
        "--outdir",
        folder,
        source,
    ]
    subprocess.run(command, env=environment(folder), check=True, capture_output=True)
    return finish((folder / "paper.pdf").read_bytes(), last_modified(word)).pdf


def seconds(act: Callable[[], bytes]) -> tuple[float, bytes]:
    begun = time.perf_counter()
    made = act()
    return time.perf_counter() - begun, made


def compare(
    name: str, word: bytes, worker: Callable[[bytes], bytes], process: Callable[[bytes], bytes], rounds: int
) -> None:
    """Alternate both ways over one paper and print medians; stops when they do not print the same pages."""
    expected = worker(word)
    pages = check_print(expected).pages
    assert check_print(process(word)).pages == pages
    times = [(seconds(lambda: process(word))[0], seconds(lambda: worker(word))) for _ in range(rounds)]
    assert all(made == expected for _, (_, made) in times), "the worker printed one paper in two ways"
    ratios = sorted(slow / quick for slow, (quick, _) in times)
    slow, quick = statistics.median(each[0] for each in times), statistics.median(each[1][0] for each in times)
    print(
        f"{name}（{pages} 页）：每份启动一次 {slow * 1000:.0f} 毫秒，常驻 {quick * 1000:.0f} 毫秒，"
        f"快 {statistics.median(ratios):.1f} 倍 [{ratios[0]:.1f}..{ratios[-1]:.1f}]，常驻每秒 {1 / quick:.1f} 份",
        flush=True,
    )


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory(prefix="gongwen-benchmark-") as place, open_printer() as printer:
        folder = Path(place)
        prepare_folder(folder, machinery())
        for name, word in (("通知", paper(4, 0)), ("合同", paper(16, 30))):
            compare(name, word, printer.to_pdf, lambda word: one_process_a_paper(folder, word), rounds)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
