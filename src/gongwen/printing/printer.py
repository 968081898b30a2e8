"""印制: DOCX in, PDF/A-1b out, through one or more long-lived LibreOffice workers."""

from __future__ import annotations

import contextlib
import queue
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from gongwen.errors import BadInput, Refused, ToolMissing
from gongwen.printing import fonts, programs
from gongwen.printing.finishing import finish
from gongwen.printing.libreoffice import Machinery, NotReadable, Worker, WorkerDied, WorkerSlow
from gongwen.printing.source import check_docx, last_modified

SECONDS_A_PAPER = 120.0


class NoWorkspace(ToolMissing):
    """排版时读写临时文件没有成功。请检查磁盘空间和权限后重试。"""


class Printer:
    """A room of LibreOffice workers, each started when first needed; may be shared by threads; a context manager.

    A worker that died is replaced and its paper tried once more; a paper that takes longer than `seconds` is given up.
    """

    def __init__(self, hire: Callable[[], Worker], workers: int = 1, seconds: float = SECONDS_A_PAPER) -> None:
        self._hire = hire
        self._seconds = seconds
        self._places: queue.LifoQueue[Worker | None] = queue.LifoQueue()
        self._workers = workers
        self._closed = False
        for _ in range(workers):
            self._places.put(None)

    def to_pdf(self, docx: bytes) -> bytes:
        """The PDF/A-1b of a Word file; the same bytes for the same file.

        BadInput when it is no whole Word file or cannot be laid out in time, ToolMissing when LibreOffice or its fonts
        are missing or do not start, Refused after `close`.
        """
        check_docx(docx)
        printed = self._print(docx)
        if not printed.startswith(b"%PDF-"):
            raise BadInput("排版程序没有为付印稿产生 PDF，请在 Word 或 WPS 中另存后重试。")
        return finish(printed, last_modified(docx))

    def _print(self, docx: bytes) -> bytes:
        try:
            return self._print_once(docx)
        except WorkerDied:
            return self._print_again(docx)

    def _print_again(self, docx: bytes) -> bytes:
        try:
            return self._print_once(docx)
        except WorkerDied as fault:
            raise BadInput(
                "排版程序两次在处理付印稿时意外退出，多半是其中的图片或对象有问题，请在 Word 或 WPS 中另存后重试。"
            ) from fault

    def _print_once(self, docx: bytes) -> bytes:
        worker = self._places.get()
        try:
            self._refuse_if_closed()
            worker = worker if worker and worker.alive else self._replace(worker)
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
    return Printer(lambda: Worker(machinery(fonts_in)), workers, seconds)


def machinery(fonts_in: Path | None = None) -> Machinery:
    """LibreOffice, the Python that drives it and the fonts; ToolMissing names the first that is not there."""
    office = programs.soffice()
    folder = fonts_in or fonts.font_folder()
    fonts.require_faces(folder)
    return Machinery(office, programs.uno_python(office), folder)
