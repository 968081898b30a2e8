"""印制: DOCX in, PDF/A-1b out, through one or more long-lived LibreOffice workers."""

from __future__ import annotations

import contextlib
import queue
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from pikepdf import PdfError

from gongwen.errors import BadInput, Refused, ToolMissing
from gongwen.printing import fonts, programs
from gongwen.printing.finishing import Printed, finish
from gongwen.printing.libreoffice import (
    LaidOut,
    LibreOfficeBroken,
    Machinery,
    NeverStarted,
    NotReadable,
    Worker,
    WorkerDied,
    WorkerSlow,
)
from gongwen.printing.source import check_docx, last_modified
from gongwen.printing.verdict import Verdict, judge

SECONDS_A_PAPER = 120.0


class NoWorkspace(ToolMissing):
    """排版时读写临时文件没有成功。请检查磁盘空间和权限后重试。"""


class NotBelieved(ToolMissing):
    """印出的 PDF 两次检查都不对，没有采用。请运行 gongwen doctor 检查 LibreOffice 和字体后重试。"""


class Printer:
    """A room of LibreOffice workers, each started when first needed; may be shared by threads; a context manager.

    A worker that died is replaced and its paper tried once more; so is a print that is not to be believed (`verdict`).
    A paper that takes a worker longer than `seconds` is given up; the wait for a free worker does not count.
    """

    def __init__(
        self,
        hire: Callable[[], Worker],
        workers: int = 1,
        seconds: float = SECONDS_A_PAPER,
        fonts_in: Path | None = None,
    ) -> None:
        self._hire = hire
        self._seconds = seconds
        self._fonts = fonts_in or fonts.font_folder()
        self._places: queue.LifoQueue[Worker | None] = queue.LifoQueue()
        self._workers = workers
        self._closed = False
        for _ in range(workers):
            self._places.put(None)

    def get_ready(self) -> None:
        """Launch a worker without waiting for it, as a paper is sure to come; what is missing is told when it comes."""
        with contextlib.suppress(queue.Empty, ToolMissing, OSError):
            worker = self._places.get_nowait()
            try:
                worker = worker if worker or self._closed else self._hire()
            finally:
                self._places.put(worker)

    def to_pdf(self, docx: bytes) -> bytes:
        """The PDF/A-1b of a Word file; the same bytes for the same file.

        BadInput when it is no whole Word file or cannot be laid out in time, ToolMissing when LibreOffice or its fonts
        are missing, do not start or do not print what was laid out, Refused after `close`.
        """
        return self.print(docx).pdf

    def print(self, docx: bytes) -> Printed:
        """`to_pdf`, and the report of what came out: characters without a glyph, fonts nobody declared."""
        check_docx(docx)
        verdict = self._attempt(docx)
        if verdict.fault:
            verdict = self._attempt(docx, afresh=True)
        if verdict.printed is None:
            raise BadInput("排版程序没有为付印稿产生完好的 PDF，请在 Word 或 WPS 中另存后重试。")
        if verdict.fault:
            raise NotBelieved(f"{(NotBelieved.__doc__ or '').strip()}（{verdict.fault}）")
        return verdict.printed

    def _attempt(self, docx: bytes, *, afresh: bool = False) -> Verdict:
        """One print and the verdict on it; `afresh` by a worker that has printed nothing before."""
        laid_out = self._lay_out(docx, afresh=afresh)
        try:
            printed = finish(laid_out.pdf, last_modified(docx))
        except PdfError as fault:
            return Verdict(None, str(fault))
        return judge(printed, laid_out.pages, docx, self._fonts)

    def _lay_out(self, docx: bytes, *, afresh: bool) -> LaidOut:
        try:
            return self._lay_out_once(docx, afresh=afresh)
        except WorkerDied:
            return self._lay_out_again(docx)

    def _lay_out_again(self, docx: bytes) -> LaidOut:
        try:
            return self._lay_out_once(docx, afresh=False)
        except NeverStarted as fault:
            raise LibreOfficeBroken.because(str(fault)) from fault
        except WorkerDied as fault:
            raise BadInput(
                "排版程序两次在处理付印稿时意外退出，多半是其中的图片或对象有问题，请在 Word 或 WPS 中另存后重试。"
            ) from fault

    def _lay_out_once(self, docx: bytes, *, afresh: bool) -> LaidOut:
        worker = self._places.get()
        try:
            self._refuse_if_closed()
            worker = worker if worker and worker.alive and not afresh else self._replace(worker)
            return worker.convert(docx, self._seconds)
        except NotReadable as fault:
            raise BadInput("排版程序打不开付印稿，请用 Word 或 WPS 打开确认并另存为 .docx 后重试。") from fault
        except WorkerSlow as fault:
            raise BadInput(
                f"付印稿在 {self._seconds:g} 秒内没有排完，已停止排版；请检查其中特别大的表格或图片后重试。"
            ) from fault
        except WorkerDied:
            if worker:
                worker.kill()
            raise
        except OSError as fault:
            raise NoWorkspace(
                f"排版时读写临时文件没有成功（{fault.strerror}）。请检查磁盘空间和权限后重试。"
            ) from fault
        finally:
            self._places.put(worker)

    def _replace(self, worker: Worker | None) -> Worker:
        if worker:
            worker.kill()
        return self._hire()

    def _refuse_if_closed(self) -> None:
        if self._closed:
            raise Refused("印制已结束，不能再付印；请重新打开印制后再试。")

    def close(self) -> None:
        """End every worker; one that is printing is waited for."""
        self._closed = True
        for _ in range(self._workers):
            worker = self._places.get()
            if worker:
                worker.close()
        for _ in range(self._workers):
            self._places.put(None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        with contextlib.suppress(Exception) if fault else contextlib.nullcontext():
            self.close()


def open_printer(*, workers: int = 1, seconds: float = SECONDS_A_PAPER, fonts_in: Path | None = None) -> Printer:
    """A printer that finds LibreOffice and the fonts by itself, from any directory, when the first paper comes.

    `seconds` limits one paper; `workers` print side by side; `fonts_in` is the folder of stand-in fonts when not the
    usual one. Nothing is started here.
    """
    return Printer(lambda: Worker(machinery(fonts_in)), workers, seconds, fonts_in)


def machinery(fonts_in: Path | None = None) -> Machinery:
    """LibreOffice, the Python that drives it and the fonts; ToolMissing names the first that is not there."""
    office = programs.soffice()
    folder = fonts_in or fonts.font_folder()
    fonts.require_faces(folder)
    return Machinery(office, programs.uno_python(office), folder)
