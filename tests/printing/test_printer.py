"""What the printer does when its worker dies, is slow or refuses: with workers that fail on purpose."""

import errno
import io
from collections.abc import Callable, Iterator

import pikepdf
import pytest

from gongwen.errors import BadInput, Refused, ToolMissing
from gongwen.printing.libreoffice import LaidOut, LibreOfficeBroken, NeverStarted, NotReadable, WorkerDied, WorkerSlow
from gongwen.printing.printer import Printer
from printing.word import paragraph, word

PAPER = word(paragraph("关于做好困难家庭帮扶工作的通知"))
ICC_HEADER = bytes(128)
XMP = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<pdfaid:conformance>A</pdfaid:conformance><xmp:CreateDate>2026-11-21T20:58:50Z</xmp:CreateDate>
</rdf:Description></rdf:RDF></x:xmpmeta>"""


def a_pdf() -> bytes:
    """The least that LibreOffice would hand over: one page, XMP, a colour profile."""
    book = pikepdf.new()
    book.add_blank_page()
    book.Root.Metadata = book.make_stream(XMP, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
    book.Root.OutputIntents = [pikepdf.Dictionary(DestOutputProfile=book.make_stream(ICC_HEADER))]
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


Act = bytes | LaidOut | Exception


class WorkerDouble:
    """Does what the test says, one act a paper: a PDF (of one page laid out) to hand over or an exception to raise."""

    def __init__(self, acts: Iterator[Act]) -> None:
        self.acts, self.alive, self.ended = acts, True, False

    def convert(self, docx: bytes, seconds: float) -> LaidOut:
        act = next(self.acts)
        if isinstance(act, Exception):
            raise act
        return act if isinstance(act, LaidOut) else LaidOut(act, 1)

    def kill(self) -> None:
        self.alive = False
        self.ended = True

    close = kill


class Agency:
    """Hires doubles that share one list of acts, and remembers whom it hired."""

    def __init__(self, *acts: Act) -> None:
        self.acts, self.hired = iter(acts), []

    def __call__(self) -> WorkerDouble:
        self.hired.append(WorkerDouble(self.acts))
        return self.hired[-1]


def printer(hire: Callable) -> Printer:
    return Printer(hire, seconds=3)


def test_nothing_is_started_before_the_first_paper():
    agency = Agency()
    with printer(agency):
        pass
    assert agency.hired == []


def test_one_worker_prints_paper_after_paper_and_is_ended_at_the_end():
    agency = Agency(a_pdf(), a_pdf())
    with printer(agency) as room:
        assert room.to_pdf(PAPER) == room.to_pdf(PAPER)
    assert [each.ended for each in agency.hired] == [True]


def test_a_worker_that_dies_is_replaced_and_the_paper_is_printed_all_the_same():
    agency = Agency(WorkerDied("killed"), a_pdf())
    with printer(agency) as room:
        assert room.to_pdf(PAPER).startswith(b"%PDF-1.4")
    assert [each.ended for each in agency.hired] == [True, True]


def test_a_paper_that_kills_two_workers_is_refused_and_the_next_one_prints():
    with printer(Agency(WorkerDied("crash"), WorkerDied("crash"), a_pdf())) as room:
        with pytest.raises(BadInput, match="两次"):
            room.to_pdf(PAPER)
        assert room.to_pdf(PAPER)


def test_a_paper_that_takes_too_long_is_given_up_once_naming_the_limit():
    with printer(Agency(WorkerSlow(), a_pdf())) as room:
        with pytest.raises(BadInput, match="3 秒内没有排完"):
            room.to_pdf(PAPER)
        assert room.to_pdf(PAPER)


def test_a_paper_libreoffice_cannot_open_is_refused_without_a_second_try():
    agency = Agency(NotReadable("None"), a_pdf())
    with printer(agency) as room:
        with pytest.raises(BadInput, match="打不开付印稿"):
            room.to_pdf(PAPER)
        assert room.to_pdf(PAPER)
    assert len(agency.hired) == 1


def test_an_answer_that_is_no_pdf_is_refused_after_a_second_try_by_a_fresh_worker():
    agency = Agency(b"", a_pdf()[:500], a_pdf())
    with printer(agency) as room:
        with pytest.raises(BadInput, match="没有为付印稿产生完好的 PDF"):
            room.to_pdf(PAPER)
        assert [each.ended for each in agency.hired] == [True, False]
        assert room.to_pdf(PAPER)


def test_a_print_that_lacks_pages_is_printed_again_by_a_fresh_worker():
    agency = Agency(LaidOut(a_pdf(), 2), LaidOut(a_pdf(), 1))
    with printer(agency) as room:
        assert room.print(PAPER).report.pages == 1
        assert [each.ended for each in agency.hired] == [True, False]


def test_a_print_that_lacks_pages_twice_is_not_handed_over():
    agency = Agency(LaidOut(a_pdf(), 2), LaidOut(a_pdf(), 2), a_pdf())
    with printer(agency) as room:
        with pytest.raises(ToolMissing, match="版面有 2 页，PDF 里却有 1 页"):
            room.to_pdf(PAPER)
        assert room.to_pdf(PAPER)


def test_a_libreoffice_that_dies_while_it_starts_is_started_once_more():
    with printer(Agency(NeverStarted("killed"), a_pdf())) as room:
        assert room.to_pdf(PAPER)
    room = printer(Agency(NeverStarted("exit 3"), NeverStarted("exit 3")))
    with room, pytest.raises(LibreOfficeBroken, match=r"无法启动.*exit 3"):
        room.to_pdf(PAPER)


def test_a_worker_can_be_launched_before_its_first_paper():
    agency = Agency(a_pdf())
    with printer(agency) as room:
        room.get_ready()
        room.get_ready()
        assert len(agency.hired) == 1
        assert room.to_pdf(PAPER)
    assert [each.ended for each in agency.hired] == [True]


def test_what_is_missing_is_told_when_the_paper_comes_not_before():
    def hire() -> WorkerDouble:
        raise ToolMissing("找不到排版程序")

    with printer(hire) as room:
        room.get_ready()
        with pytest.raises(ToolMissing, match="找不到排版程序"):
            room.to_pdf(PAPER)


def test_a_full_disk_is_named_and_the_next_paper_prints():
    full = OSError(errno.ENOSPC, "No space left on device")
    with printer(Agency(full, a_pdf())) as room:
        with pytest.raises(ToolMissing, match=r"No space left on device.*磁盘空间"):
            room.to_pdf(PAPER)
        assert room.to_pdf(PAPER)


def test_a_bad_file_never_reaches_a_worker():
    agency = Agency()
    with printer(agency) as room, pytest.raises(BadInput, match="空文件"):
        room.to_pdf(b"")
    assert agency.hired == []


def test_a_closed_printer_prints_no_more():
    room = printer(Agency(a_pdf()))
    room.close()
    with pytest.raises(Refused, match="印制已结束"):
        room.to_pdf(PAPER)
    room.get_ready()
    assert room._hire.hired == []


def test_the_moment_of_printing_leaves_no_trace_in_the_pdf():
    with printer(Agency(a_pdf())) as room:
        printed = room.to_pdf(word(modified="2026-03-02T08:30:00Z"))
    assert b"2026-11-21" not in printed
    assert b"<pdfaid:conformance>B<" in printed
    assert b"2026-03-02T08:30:00Z" in printed
