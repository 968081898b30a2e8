"""One LibreOffice for all tests of the room that look at printed pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from gongwen.document.sheet import Measured


@pytest.fixture(scope="session")
def printed() -> Iterator[Callable[[bytes], Measured]]:
    """Prints a DOCX and measures what came out."""
    from gongwen.printing import open_printer
    from gongwen.proofing.measure import measure

    with open_printer() as printer:
        yield lambda docx: measure(printer.to_pdf(docx))
