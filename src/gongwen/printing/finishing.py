"""印后整理: the same DOCX gives the same bytes of PDF/A-1b: nothing of the moment of printing stays in the file."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pikepdf

from gongwen.printing.inspection import PrintReport, inspect, opened

NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
ICC_DATE = slice(24, 36)  # six big-endian 16-bit numbers in the header of a colour profile
PDF_A_VERSION = "1.4"

_XMP_DATE = re.compile(rb"(<xmp:(CreateDate|ModifyDate|MetadataDate)>)[^<]*(</xmp:\2>)")
_XMP_LEVEL = re.compile(rb"(<pdfaid:conformance>)[^<]*(</pdfaid:conformance>)")


@dataclass(frozen=True)
class Printed:
    """A print: the PDF/A-1b, and the report of what is in it."""

    pdf: bytes
    report: PrintReport


def finish(pdf: bytes, made: datetime = NO_DATE) -> Printed:
    """`pdf` as LibreOffice wrote it, looked through, with `made` for its dates, PDF/A level B and an identifier drawn
    from its content; pikepdf.PdfError when it is no whole PDF.

    Level B is what can be verified; LibreOffice's own claim of level A (readable by machine in full) cannot.
    """
    with tempfile.TemporaryDirectory(prefix="gongwen-finish-") as place, opened(pdf, Path(place)) as book:
        report = inspect(book)
        _fix_dates(book, made)
        _fix_metadata(book, made)
        _fix_profiles(book, made)
        for name in ("/DocChecksum", "/ID"):
            if name in book.trailer:
                del book.trailer[name]
        finished = Path(place) / "finished.pdf"
        book.save(
            finished, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable,
            force_version=PDF_A_VERSION, stream_decode_level=pikepdf.StreamDecodeLevel.none,
        )  # fmt: skip
        return Printed(finished.read_bytes(), report)


def _fix_dates(book: pikepdf.Pdf, made: datetime) -> None:
    for name in ("/CreationDate", "/ModDate"):
        if name in book.docinfo:
            book.docinfo[name] = pikepdf.String(f"D:{made:%Y%m%d%H%M%S}Z")


def _fix_metadata(book: pikepdf.Pdf, made: datetime) -> None:
    """By hand, in place: pikepdf's own XMP editor writes packets that a PDF/A validator rejects."""
    packet = book.Root.Metadata.read_bytes()
    packet = _XMP_DATE.sub(rb"\g<1>" + f"{made:%Y-%m-%dT%H:%M:%SZ}".encode() + rb"\g<3>", packet)
    book.Root.Metadata.write(_XMP_LEVEL.sub(rb"\g<1>B\g<2>", packet))


def _fix_profiles(book: pikepdf.Pdf, made: datetime) -> None:
    stamp = b"".join(part.to_bytes(2, "big") for part in made.timetuple()[:6])
    for intent in book.Root.get("/OutputIntents", []):
        profile = intent.DestOutputProfile
        content = bytearray(profile.read_bytes())
        content[ICC_DATE] = stamp
        profile.write(bytes(content))
