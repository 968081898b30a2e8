"""预审: what a move would owe is tried before anything is recorded."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from gongwen import registry
from gongwen.errors import BadInput
from gongwen.office.ruling import foresight
from gongwen.workflow import StepWord
from kit.office import FOUNDED, an_office, story

FILING = (StepWord("file", "项目合同书"),)
TODAY = story("01")[0].at.date()


def a_case(scan: str) -> registry.CaseRow:
    return registry.open_case(
        workflow="project", workflow_hash="h", stage="双方签订", title="试", unit="临溪县青溪镇人民政府",
        data={"signed_scan": scan}, code_prefix="SY", actor="周晓岚", door="测试", now=FOUNDED,
    )  # fmt: skip


def a_picture(form: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 40)).save(out, form)
    return out.getvalue()


def test_a_signed_copy_that_is_no_pdf_is_told_at_the_counter(tmp_path: Path) -> None:
    an_office(tmp_path / "office")
    photo = registry.put(a_picture("PNG"), "合同照片.png", "image/png")
    with pytest.raises(BadInput, match="《项目合同书》签署件「合同照片"):
        foresight.check(a_case(photo.sha), FILING, TODAY)
    scan = registry.put(a_picture("PDF"), "合同.pdf", "application/pdf")
    foresight.check(a_case(scan.sha), FILING, TODAY)


@pytest.mark.parametrize("given", ["", "合同.pdf", "0" * 64])
def test_a_signed_copy_that_was_never_handed_in_is_told_at_the_counter(tmp_path: Path, given: str) -> None:
    an_office(tmp_path / "office")
    with pytest.raises(BadInput, match="文件库没有登记"):
        foresight.check(a_case(given), FILING, TODAY)
