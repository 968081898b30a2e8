"""The contact sheets show every sample, and the page that shows them is the one their script writes."""

from __future__ import annotations

import importlib.util
import io
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from PIL import Image

from gongwen import printing

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def sheets() -> ModuleType:
    """docs/contact_sheets.py."""
    found = importlib.util.spec_from_file_location("contact_sheets", ROOT / "docs" / "contact_sheets.py")
    assert found is not None and found.loader is not None
    module = importlib.util.module_from_spec(found)
    sys.modules[found.name] = module
    found.loader.exec_module(module)
    return module


def test_every_sample_stands_on_a_sheet(sheets: ModuleType) -> None:
    samples = {path.parent.name for path in (ROOT / "samples" / "papers").glob("*/PAPER.yaml")}
    shown = {draft.sample for sheet in sheets.SHEETS for draft in sheet.drafts}
    assert samples == shown, "请把样稿写进 docs/contact_sheets.py，再运行 make sheets"


def test_the_page_of_sheets_is_the_one_the_script_writes(sheets: ModuleType) -> None:
    assert (ROOT / "docs" / "pages.md").read_text("utf-8") == sheets.page_text(), "请运行 make sheets"


def test_every_sheet_is_drawn_and_of_reasonable_size(sheets: ModuleType) -> None:
    for sheet in sheets.SHEETS:
        data = (ROOT / "docs" / "pictures" / f"{sheet.name}.png").read_bytes()
        assert len(data) < 600_000, sheet.name
        with Image.open(io.BytesIO(data)) as picture:
            assert picture.width > 1000 and picture.height > 200


@pytest.mark.slow
def test_a_sheet_drawn_twice_is_the_same_to_the_byte(sheets: ModuleType) -> None:
    given = next(sheet for sheet in sheets.SHEETS if sheet.name == "pages-preprinted")
    small = replace(given, drafts=given.drafts[:2])
    with printing.open_printer() as printer:
        first, second = sheets.drawn(small, printer), sheets.drawn(small, printer)
    assert first == second
    with Image.open(io.BytesIO(first)) as picture:
        colours = {colour for _, colour in picture.convert("RGB").getcolors(256)}
    assert any(red > 200 and green < 60 for red, green, _ in colours), "the mark is red"
