"""拟稿: from a paper's values and its template to a DOCX that meets GB/T 9704—2012."""

# ruff: noqa: F401 (the imports below tell type checkers what `__getattr__` finds at run time)

from __future__ import annotations

from typing import TYPE_CHECKING

from gongwen.drawers import on_demand

if TYPE_CHECKING:
    from gongwen.drafting.from_rough import with_rough
    from gongwen.drafting.page.addressees import addressees
    from gongwen.drafting.page.controls import control_texts, controls, fill, text_without_controls
    from gongwen.drafting.page.fit import Fit
    from gongwen.drafting.page.frame import first_fit, frame
    from gongwen.drafting.page.separate import frame_separate, separate_places
    from gongwen.drafting.paper_file import PaperFile, read_paper_file
    from gongwen.drafting.pasting import Pasted, pasted
    from gongwen.drafting.revision.changes import Change, changes
    from gongwen.drafting.revision.contents import Passage, contents, substance
    from gongwen.drafting.revision.marking import Marker
    from gongwen.drafting.revision.on_screen import Marked, marked_passages
    from gongwen.drafting.revision.protected import Protected, too_many
    from gongwen.drafting.revision.redline import readable, redline
    from gongwen.drafting.revision.unfit import unfit
    from gongwen.drafting.revision.words import shown
    from gongwen.drafting.rough import Rough, read_rough
    from gongwen.drafting.settling.refit import MOST_PRINTS, refit
    from gongwen.drafting.templates.differences import (
        FieldChange,
        Line,
        field_changes,
        frame_told,
        head_changes,
        line_changes,
        outline_changes,
    )
    from gongwen.drafting.templates.shipped import find_template, shipped_templates, template_names
    from gongwen.drafting.templates.sidecar import frame_of, help_of, taken_from_case
    from gongwen.drafting.templates.template import Template
    from gongwen.drafting.text.content import write_content
    from gongwen.drafting.text.wording import wording_of
    from gongwen.drafting.word.outline import outline
    from gongwen.drafting.word.plain_text import pictures_in, text_of

_DRAWERS = {
    "from_rough": "with_rough",
    "page.addressees": "addressees",
    "page.controls": "control_texts controls fill text_without_controls",
    "page.fit": "Fit",
    "page.frame": "first_fit frame",
    "page.separate": "frame_separate separate_places",
    "paper_file": "PaperFile read_paper_file",
    "pasting": "Pasted pasted",
    "revision.changes": "Change changes",
    "revision.contents": "Passage contents substance",
    "revision.marking": "Marker",
    "revision.on_screen": "Marked marked_passages",
    "revision.protected": "Protected too_many",
    "revision.redline": "readable redline",
    "revision.unfit": "unfit",
    "revision.words": "shown",
    "rough": "Rough read_rough",
    "settling.refit": "MOST_PRINTS refit",
    "templates.differences": "FieldChange Line field_changes frame_told head_changes line_changes outline_changes",
    "templates.shipped": "find_template shipped_templates template_names",
    "templates.sidecar": "frame_of help_of taken_from_case",
    "templates.template": "Template",
    "text.content": "write_content",
    "text.wording": "wording_of",
    "word.outline": "outline",
    "word.plain_text": "pictures_in text_of",
}

__all__ = [name for names in _DRAWERS.values() for name in names.split()]

__getattr__ = on_demand(__name__, _DRAWERS)
