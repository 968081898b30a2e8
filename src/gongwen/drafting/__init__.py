"""拟稿: from a paper's values and its template to a DOCX that meets GB/T 9704—2012."""

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

__all__ = [
    "MOST_PRINTS",
    "Change",
    "FieldChange",
    "Fit",
    "Line",
    "Marked",
    "Marker",
    "PaperFile",
    "Passage",
    "Pasted",
    "Protected",
    "Rough",
    "Template",
    "addressees",
    "changes",
    "contents",
    "control_texts",
    "controls",
    "field_changes",
    "fill",
    "find_template",
    "first_fit",
    "frame",
    "frame_of",
    "frame_separate",
    "frame_told",
    "head_changes",
    "help_of",
    "line_changes",
    "marked_passages",
    "outline",
    "outline_changes",
    "pasted",
    "pictures_in",
    "read_paper_file",
    "read_rough",
    "readable",
    "redline",
    "refit",
    "separate_places",
    "shipped_templates",
    "shown",
    "substance",
    "taken_from_case",
    "template_names",
    "text_of",
    "text_without_controls",
    "too_many",
    "unfit",
    "with_rough",
    "wording_of",
    "write_content",
]
