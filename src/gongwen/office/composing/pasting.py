"""粘贴: body text out of Word or WPS, made clean for a field."""

from __future__ import annotations

from gongwen import drafting
from gongwen.errors import BadInput

LONGEST = 2_000_000
"""Characters of a clipboard's HTML: Word writes a few hundred for each paragraph."""


def clean(markup: str, text: str) -> drafting.Pasted:
    """Clean text and what was changed; BadInput for more than a body can be."""
    if len(markup) > LONGEST or len(text) > LONGEST:
        raise BadInput("粘贴的内容太多，请分几次粘贴，或者把它存成文件后上传。")
    return drafting.pasted(markup, text)
