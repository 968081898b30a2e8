"""拟稿: from a paper's values and its template to a DOCX that meets GB/T 9704—2012."""

from gongwen.drafting.content import write_content
from gongwen.drafting.controls import controls, fill, text_without_controls
from gongwen.drafting.fit import Fit
from gongwen.drafting.frame import first_fit, frame
from gongwen.drafting.from_rough import with_rough
from gongwen.drafting.outline import outline
from gongwen.drafting.paper_file import PaperFile, read_paper_file
from gongwen.drafting.plain_text import pictures_in, text_of
from gongwen.drafting.refit import MOST_PRINTS, refit
from gongwen.drafting.rough import Rough, read_rough
from gongwen.drafting.separate import frame_separate, separate_places
from gongwen.drafting.shipped import find_template, shipped_templates, template_names
from gongwen.drafting.sidecar import frame_of
from gongwen.drafting.template import Template
from gongwen.drafting.wording import wording_of

__all__ = [
    "MOST_PRINTS",
    "Fit",
    "PaperFile",
    "Rough",
    "Template",
    "controls",
    "fill",
    "find_template",
    "first_fit",
    "frame",
    "frame_of",
    "frame_separate",
    "outline",
    "pictures_in",
    "read_paper_file",
    "read_rough",
    "refit",
    "separate_places",
    "shipped_templates",
    "template_names",
    "text_of",
    "text_without_controls",
    "with_rough",
    "wording_of",
    "write_content",
]
