"""Pictures of pages are made of a PDF only."""

import pytest

from gongwen.errors import BadInput
from gongwen.printing import pictures


def test_what_is_no_pdf_is_refused():
    with pytest.raises(BadInput, match="打不开这个 PDF"):
        pictures(b"no pdf at all")
