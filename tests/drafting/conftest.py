"""One LibreOffice for all tests of the room that look at printed pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from gongwen.document.sheet import Measured


@pytest.fixture(scope="session")
def printed_pdf() -> Iterator[Callable[[bytes], bytes]]:
    """Prints a DOCX."""
    from gongwen.printing import open_printer

    with open_printer() as printer:
        yield printer.to_pdf


@pytest.fixture(scope="session")
def printed(printed_pdf: Callable[[bytes], bytes]) -> Callable[[bytes], Measured]:
    """Prints a DOCX and measures what came out."""
    from gongwen.proofing.measuring import measure

    return lambda docx: measure(printed_pdf(docx))
