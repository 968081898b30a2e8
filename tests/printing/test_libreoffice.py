"""Real LibreOffice: what it prints, and what happens when it, its driver or its owner is killed."""

from __future__ import annotations

import http.server
import io
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import pikepdf
import pytest
from fontTools.subset import Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

from gongwen.errors import BadInput, ToolMissing
from gongwen.printing import Printed, Printer, PrintReport, check_print, libreoffice, open_printer, pictures
from gongwen.printing import printer as printer_module
from gongwen.printing.libreoffice import LibreOfficeBroken, Machinery, Worker
from gongwen.printing.printer import machinery
from gongwen.printing.source import COMPOUND_FILE
from printing.word import paragraph, word

pytestmark = pytest.mark.slow


def rows(number: int) -> str:
    """A table of seven columns."""
    cell = "<w:tc>" + paragraph("救助款") + "</w:tc>"
    return "<w:tbl><w:tblPr/>" + ("<w:tr>" + cell * 7 + "</w:tr>") * number + "</w:tbl>"


FACES = ("仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体")
NOTICE = word(*(paragraph(f"{face}：关于困难家庭帮扶工作的通知 2026", face) for face in FACES))
RARE_NAMES = "喆玥镕堃祎翀昉旻昇赟垚晞燊"
IN_NO_FONT = "\U0002ebf5"
GOOD = {
    "notice": NOTICE,
    "rare": word(paragraph(RARE_NAMES), paragraph(RARE_NAMES, "楷体_GB2312")),
    "table": word(rows(40), paragraph("完")),
    "long": word(*(paragraph(f"第{number}户，帮扶措施已落实。") for number in range(90))),
}


@pytest.fixture(scope="module")
def printer() -> Iterator[Printer]:
    with open_printer(seconds=60) as room:
        yield room


def processes_of(folder: Path) -> list[int]:
    """Every process whose command line names the folder."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError):
                if str(folder).encode() in (entry / "cmdline").read_bytes():
                    found.append(int(entry.name))
    return found


def soffice_of(worker: Worker) -> int:
    return next(pid for pid in processes_of(worker.folder) if pid != worker.pid)


def soon(condition: Callable[[], bool], seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False


def endless() -> bytes:
    """A table that takes LibreOffice far longer than the tests wait."""
    return word(rows(12000), paragraph("完"))


def without_text() -> bytes:
    """A whole package in which nothing leads to the text: LibreOffice does not open it."""
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
    return word(paragraph("救助"), parts={"_rels/.rels": relations})


def test_a_paper_becomes_a_pdf_in_which_every_face_has_its_own_font(printer: Printer):
    report = check_print(printer.to_pdf(NOTICE))
    assert report.sound
    assert report.pages == 1
    assert {face for font in report.fonts for face in font.stands_in_for} >= {"仿宋", "楷体", "黑体", "宋体", "小标宋"}


@pytest.fixture(scope="module")
def solo(printer: Printer) -> dict[str, bytes]:
    """Papers of several kinds, each printed alone by one worker."""
    return {name: printer.to_pdf(docx) for name, docx in GOOD.items()}


def test_the_same_paper_gives_the_same_bytes_on_any_worker_in_any_order_at_any_time(solo: dict[str, bytes]):
    """Also as the first paper of a fresh LibreOffice, and as one of many of an old one."""
    time.sleep(1.1)  # another second on the clock
    for first in ("notice", "table"):
        order = sorted(GOOD, key=lambda name: (name != first, name))
        with open_printer() as another:
            assert {name: another.to_pdf(GOOD[name]) for name in order} == solo


def test_bad_papers_fail_alone_and_leave_their_neighbours_as_they_are(solo: dict[str, bytes]):
    """Good and bad papers at once on two workers; every one has its own print or its own reason."""
    bad = {
        "truncated": (NOTICE[: len(NOTICE) // 2], "未传完或已损坏"),
        "empty": (b"", "空文件"),
        "locked": (COMPOUND_FILE + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
        "unreadable": (without_text(), "打不开付印稿"),
        "endless": (endless(), "6 秒内没有排完"),
    }
    batch = {"endless": bad["endless"][0], **GOOD, **{name: docx for name, (docx, _) in bad.items()}}
    with open_printer(workers=2, seconds=6) as room, ThreadPoolExecutor(len(batch)) as threads:
        came = dict(zip(batch, threads.map(lambda docx: printed_or_reason(room, docx), batch.values()), strict=True))
    assert {name: came[name] for name in GOOD} == solo
    for name, (_, reason) in bad.items():
        assert reason in str(came[name])


def printed_or_reason(room: Printer, docx: bytes) -> bytes | str:
    try:
        return room.to_pdf(docx)
    except BadInput as reason:
        return str(reason)


def test_the_pdf_says_pdf_a_1b_and_keeps_what_that_promises(printer: Printer):
    with pikepdf.open(io.BytesIO(printer.to_pdf(NOTICE))) as book:
        packet = book.Root.Metadata.read_bytes()
        assert book.pdf_version == "1.4"
        assert b"<pdfaid:part>1<" in packet and b"<pdfaid:conformance>B<" in packet
        assert "/Filter" not in book.Root.Metadata
        assert [str(intent.S) for intent in book.Root.OutputIntents] == ["/GTS_PDFA1"]
        assert b"2000-01-01T00:00:00Z" in packet and str(book.docinfo["/CreationDate"]) == "D:20000101000000Z"


def test_rare_name_characters_are_printed_by_a_fallback_not_as_boxes(solo: dict[str, bytes]):
    report = check_print(solo["rare"])
    assert report.missing == ()
    assert {"LXGWWenKai-Light", "LXGWWenKai-Regular"} <= {font.name for font in report.fonts}


def test_a_character_no_font_has_is_named_and_the_print_stands(printer: Printer):
    printed = printer.print(word(paragraph(f"户主李{IN_NO_FONT}")))
    assert printed.pdf.startswith(b"%PDF-1.4")
    assert printed.report.missing == (IN_NO_FONT,)
    assert not printed.report.sound


def test_a_font_of_the_machine_that_nobody_declared_is_named_with_what_it_printed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    """On the next machine that character may not come out at all."""
    (tmp_path / "fonts").mkdir()
    make_font("本单位补字", "帮", tmp_path / "fonts" / "own.ttf", stands_for=IN_NO_FONT)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with open_printer() as room:
        report = room.print(word(paragraph(f"户主李{IN_NO_FONT}"))).report
    assert report.missing == ()
    assert [(font.name, font.text) for font in report.undeclared] == [("TestFang", IN_NO_FONT)]


def test_pictures_are_one_png_a_page(printer: Printer):
    two_pages = word(paragraph("第一页"), '<w:p><w:r><w:br w:type="page"/></w:r></w:p>', paragraph("第二页"))
    shown = pictures(printer.to_pdf(two_pages), dpi=50)
    assert len(shown) == 2
    assert all(picture.startswith(b"\x89PNG") for picture in shown)
    assert shown[0] != shown[1]


def test_a_real_face_wins_over_its_stand_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    (tmp_path / "fonts").mkdir()
    make_font("仿宋_GB2312", "帮扶工作", tmp_path / "fonts" / "simfang.ttf")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with open_printer() as room:
        report = room.print(word(paragraph("帮扶工作"), paragraph("帮扶工作", "黑体"))).report
    assert report.sound
    assert {font.name: font.stands_in_for for font in report.fonts} == {
        "TestFang": (),
        "NotoSansSC-Regular": ("黑体",),
    }


def make_font(family: str, characters: str, target: Path, stands_for: str = "") -> None:
    """A TrueType font of this family name with these characters, cut out of one of ours; the first one `stands_for`."""
    with TTFont(machinery().fonts / "NotoSerifSC_400Regular.ttf") as font:
        cutter = Subsetter()
        cutter.populate(text=characters)
        cutter.subset(font)
        if stands_for:
            table = CmapSubtable.newSubtable(12)
            table.platformID, table.platEncID, table.language = 3, 10, 0
            table.cmap = {ord(stands_for): font.getBestCmap()[ord(characters[0])]}
            font["cmap"].tables = [table]
        font["name"].names = []
        for number, name in {1: family, 2: "Regular", 4: family, 6: "TestFang"}.items():
            font["name"].setName(name, number, 3, 1, 0x409)
        font.save(target)


def test_the_converted_fonts_keep_every_character_of_their_source():
    for name, least in (("FandolFang-Regular.ttf", 7000), ("FandolKai-Regular.ttf", 7000)):
        with TTFont(machinery().fonts / name, lazy=True) as font:
            assert "glyf" in font and "CFF " not in font
            assert len(font["cmap"].getBestCmap()) > least


def test_an_endless_paper_is_given_up_in_time_and_the_next_one_prints(solo: dict[str, bytes]):
    with open_printer(seconds=3) as room:
        assert room.to_pdf(NOTICE) == solo["notice"]
        begun = time.monotonic()
        with pytest.raises(BadInput, match="3 秒内没有排完"):
            room.to_pdf(endless())
        assert time.monotonic() - begun < 15
        assert room.to_pdf(NOTICE) == solo["notice"]


@pytest.mark.parametrize("whom", ["libreoffice", "driver"])
def test_a_killed_worker_is_replaced(whom: str):
    hired: list[Worker] = []
    with Printer(lambda: hired.append(Worker(machinery())) or hired[-1]) as room:
        expected = room.to_pdf(NOTICE)
        os.kill(soffice_of(hired[0]) if whom == "libreoffice" else hired[0].pid, signal.SIGKILL)
        assert room.to_pdf(NOTICE) == expected
        assert len(hired) == 2
        assert soon(lambda: not processes_of(hired[0].folder))
        assert not hired[0].folder.exists()


@pytest.mark.parametrize("whom", ["libreoffice", "driver"])
def test_a_worker_killed_in_the_middle_of_a_paper_delivers_it_all_the_same(whom: str):
    long_paper = word(*(paragraph(f"第{number}户，帮扶措施已落实。") for number in range(3000)))
    hired: list[Worker] = []
    with Printer(lambda: hired.append(Worker(machinery())) or hired[-1]) as room:
        room.to_pdf(NOTICE)
        victim = soffice_of(hired[0]) if whom == "libreoffice" else hired[0].pid
        killer = threading.Timer(0.3, os.kill, (victim, signal.SIGKILL))
        killer.start()
        report = check_print(room.to_pdf(long_paper))
        killer.join()
    assert len(hired) == 2
    assert report.pages > 60


def test_a_worker_whose_folder_is_cleaned_away_is_replaced(solo: dict[str, bytes]):
    """As a nightly cleaning of the temporary folder does to a printer that has long been open."""
    hired: list[Worker] = []
    with Printer(lambda: hired.append(Worker(machinery())) or hired[-1]) as room:
        room.to_pdf(NOTICE)
        shutil.rmtree(hired[0].folder)
        assert room.to_pdf(NOTICE) == solo["notice"]
    assert len(hired) == 2


def test_a_worker_that_lost_its_fonts_is_replaced_and_the_paper_printed_again(solo: dict[str, bytes], tmp_path: Path):
    good = machinery()
    hired: list[Machinery] = []

    def hire() -> Worker:
        hired.append(good if hired else Machinery(good.soffice, good.python, tmp_path))
        return Worker(hired[-1])

    with Printer(hire) as room:
        assert room.to_pdf(NOTICE) == solo["notice"]
    assert len(hired) == 2


STUB = """\
import json, sys, time
print(json.dumps({"ready": True}), flush=True)
for line in sys.stdin:
    time.sleep(0.6)
    open(json.loads(line)["target"], "wb").write(b"%PDF-")
    print(json.dumps({"pages": 1}), flush=True)
"""


def test_the_wait_for_a_free_worker_does_not_count_as_work(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Four papers of 0.6 s for one worker with a limit of 2 s: the last one is done after more than the limit."""
    (tmp_path / "stub.py").write_text(STUB, "utf-8")
    monkeypatch.setattr(libreoffice.worker_script, "__file__", str(tmp_path / "stub.py"))
    monkeypatch.setattr(printer_module, "finish", lambda pdf, made: Printed(pdf, PrintReport(1, (), ())))
    room = Printer(lambda: Worker(machinery()), workers=1, seconds=2)
    begun = time.monotonic()
    with room, ThreadPoolExecutor(4) as threads:
        assert list(threads.map(room.to_pdf, [NOTICE] * 4)) == [b"%PDF-"] * 4
        assert time.monotonic() - begun > 2


def test_nothing_is_left_after_the_end():
    hired: list[Worker] = []
    with Printer(lambda: hired.append(Worker(machinery())) or hired[-1]) as room:
        room.to_pdf(NOTICE)
        assert len(processes_of(hired[0].folder)) == 2
        assert len([path for path in hired[0].sockets if path.exists()]) == 2
    assert processes_of(hired[0].folder) == []
    assert not hired[0].folder.exists()
    assert not any(path.exists() for path in hired[0].sockets)


def test_a_worker_that_is_still_starting_is_ended_at_once():
    """A paper that turns out to be bad while LibreOffice starts does not wait for it."""
    hired: list[Worker] = []
    with Printer(lambda: hired.append(Worker(machinery())) or hired[-1]) as room:
        room.get_ready()
        assert soon(lambda: len(processes_of(hired[0].folder)) == 2)
    assert processes_of(hired[0].folder) == []
    assert not hired[0].folder.exists()
    assert not any(path.exists() for path in hired[0].sockets)


OWNER = """
import signal
from printing.test_libreoffice import NOTICE, endless
from gongwen.printing.libreoffice import Worker
from gongwen.printing.printer import machinery
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job starts with it ignored
worker = Worker(machinery())
worker.convert(NOTICE, 60)
print(worker.folder, *worker.sockets, flush=True)
worker.convert(endless(), 600)
"""


@contextmanager
def an_owner() -> Iterator[subprocess.Popen[bytes]]:
    """A process that has its worker print an endless paper; dead in the end, whatever the test found."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    command = [sys.executable, "-c", OWNER]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment) as owner:
        try:
            yield owner
        finally:
            owner.kill()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_when_the_owner_is_killed_libreoffice_and_its_folder_go_too(how: signal.Signals):
    with an_owner() as owner:
        assert owner.stdout is not None
        place, *listening = owner.stdout.readline().decode().split()
        folder = Path(place)
        time.sleep(0.5)
        assert len(processes_of(folder)) == 2
        os.kill(owner.pid, how)
        assert soon(lambda: not processes_of(folder))
        assert soon(lambda: not folder.exists())
    assert not any(Path(path).exists() for path in listening)


def test_printing_works_in_a_bare_environment_from_any_directory(printer: Printer, tmp_path: Path):
    (tmp_path / "in.docx").write_bytes(NOTICE)
    script = (
        "from pathlib import Path; from gongwen.printing import open_printer\n"
        "with open_printer() as room: Path('out.pdf').write_bytes(room.to_pdf(Path('in.docx').read_bytes()))"
    )
    kept = {
        name: os.environ[name] for name in ("HOME", "PATH", "GONGWEN_FONTS", "XDG_CACHE_HOME") if name in os.environ
    }
    subprocess.run([sys.executable, "-c", script], cwd=tmp_path, env={**kept, "LANG": "C", "LC_ALL": "C"}, check=True)
    assert (tmp_path / "out.pdf").read_bytes() == printer.to_pdf(NOTICE)


def test_no_outside_picture_is_fetched(printer: Printer):
    """A paper from elsewhere must not make the office's machine call another one."""
    asked: list[str] = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

        def log_message(self, *words: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        report = check_print(printer.to_pdf(with_outside_picture(f"http://127.0.0.1:{server.server_port}/a.png")))
        server.shutdown()
    assert report.pages == 1
    assert asked == []


def with_outside_picture(address: str) -> bytes:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r9" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
        f'Target="{address}" TargetMode="External"/></Relationships>'
    )
    picture = (
        '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        '<wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="p"/>'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:nvPicPr><pic:cNvPr id="1" name="p"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        '<a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:link="r9"/>'
        '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )
    return word(paragraph("外部图片"), picture, parts={"word/_rels/document.xml.rels": relations})


def test_a_libreoffice_that_does_not_start_is_named_as_the_reason(tmp_path: Path):
    broken = tmp_path / "soffice.bin"
    broken.write_text("#!/bin/sh\necho library missing >&2\nexit 3\n")
    broken.chmod(0o755)
    good = machinery()
    room = Printer(lambda: Worker(Machinery(broken, good.python, good.fonts)))
    with room, pytest.raises(LibreOfficeBroken, match=r"无法启动.*soffice.bin exit 3"):
        room.to_pdf(NOTICE)


def test_a_machine_without_libreoffice_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("GONGWEN_SOFFICE", str(tmp_path / "soffice"))
    with open_printer() as room, pytest.raises(ToolMissing, match="sudo apt-get install libreoffice-writer-nogui"):
        room.to_pdf(NOTICE)
