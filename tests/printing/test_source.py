"""A Word file is looked at before LibreOffice sees it; what is no Word file is refused with one sentence."""

import io
import zipfile
from datetime import UTC, datetime

import pytest

from gongwen.errors import BadInput
from gongwen.printing.finishing import NO_DATE
from gongwen.printing.source import COMPOUND_FILE, check_docx, last_modified
from printing.word import paragraph, word

GOOD = word(paragraph("青禾市困难家庭帮扶"))


def test_a_whole_word_file_passes():
    check_docx(GOOD)


@pytest.mark.parametrize(
    ("docx", "told"),
    [
        (b"", "空文件"),
        ("这只是一段文字".encode(), "不是完好的 Word 文件"),
        (GOOD[: len(GOOD) // 2], "不是完好的 Word 文件"),
        (b"PK\x03\x04", "不是完好的 Word 文件"),
        (b"%PDF-1.4 not a word file", "是 PDF 文件"),
        (b"{\\rtf1 not a word file", "是 RTF 文件"),
        (word(parts={"word/document.xml": "<w:document"}), "word/document.xml 第 1 行"),
        (word(parts={"word/styles.xml": "<a>\n</b>"}), "word/styles.xml 第 2 行"),
    ],
)
def test_what_is_no_word_file_is_refused_saying_why(docx: bytes, told: str):
    with pytest.raises(BadInput, match=told):
        check_docx(docx)


def test_another_kind_of_zip_is_refused_naming_the_part_it_lacks():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("xl/workbook.xml", "<a/>")
    with pytest.raises(BadInput, match=r"没有 \[Content_Types\].xml、word/document.xml"):
        check_docx(target.getvalue())


def test_a_flipped_byte_inside_a_part_is_found():
    damaged = bytearray(word(parts={"word/media/image1.png": bytes(range(256)) * 8}))
    with zipfile.ZipFile(io.BytesIO(bytes(damaged))) as package:
        place = package.getinfo("word/media/image1.png").header_offset + 70
    damaged[place] ^= 0xFF
    with pytest.raises(BadInput, match=r"其中的 word/media/image1.png 校验不符|不是完好"):
        check_docx(bytes(damaged))


def test_a_password_is_named_as_the_reason():
    locked = bytearray(GOOD)
    at = locked.find(b"PK\x01\x02")
    locked[at + 8] |= 1
    with pytest.raises(BadInput, match="打开密码"):
        check_docx(bytes(locked))


def compound_file(stream: str) -> bytes:
    """The least of Microsoft's container: its header and a directory entry that names one stream."""
    header = COMPOUND_FILE.ljust(512, b"\0")
    return header + stream.encode("utf-16-le").ljust(64, b"\0") + bytes(448)


@pytest.mark.parametrize(
    ("stream", "told"),
    [
        ("EncryptedPackage", "设有打开密码"),
        ("WordDocument", "旧格式的 Word 文件"),
        ("Workbook", "别的程序的文件，不是 .docx"),
    ],
)
def test_a_locked_or_old_word_file_is_not_called_damaged(stream: str, told: str):
    """Word and WPS keep a .docx with a password in the container that old .doc files have; it is no zip any more."""
    with pytest.raises(BadInput, match=told) as caught:
        check_docx(compound_file(stream))
    assert "损坏" not in str(caught.value)


def test_a_zip_bomb_is_refused_by_its_announced_size(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("gongwen.printing.source.LARGEST_BYTES", 1024 * 1024)
    with pytest.raises(BadInput, match="展开后超过 1 MB"):
        check_docx(word(parts={"word/media/image1.png": bytes(2 * 1024 * 1024)}))


def test_the_date_of_the_file_is_read_from_it():
    assert last_modified(word(modified="2026-03-02T08:30:00Z")) == datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
    assert last_modified(word(modified="2026-13-99T08:30:00Z")) == NO_DATE
    assert last_modified(GOOD) == NO_DATE
