"""外来内容: whatever a Word file refers to outside itself keeps it out, as a paper and as a template."""

from __future__ import annotations

import pytest

from gongwen import drafting
from gongwen.drafting.word import outside
from gongwen.errors import BadInput
from gongwen.office.receiving import uploads
from kit.poisoned import MAIN, body, field, linked, poisoned, poisons, vector, word

URL, PATH = "http://192.0.2.1", "/etc/passwd"
POISONS = poisons(URL, PATH)


@pytest.mark.parametrize("name", POISONS)
def test_nothing_that_leads_outside_becomes_a_paper(name: str) -> None:
    spoilt = poisoned(word("逐户核实{{ place }}。"), POISONS[name])
    try:
        uploads.check("改稿.docx", spoilt, (uploads.DOCX,))
        told = " ".join(drafting.unfit(spoilt))
    except BadInput as refused:
        told = str(refused)
    assert told.endswith("。") and ("请" in told)


@pytest.mark.parametrize("name", POISONS)
def test_nothing_that_leads_outside_becomes_a_template(name: str) -> None:
    spoilt = poisoned(word("逐户核实{{ place }}。"), POISONS[name])
    if "type" not in name and "may run" not in name:  # those two are no Word files to begin with
        assert outside.foreign(spoilt)
    fields = "name: x\ntitle: x\nframe: none\nfields:\n  - {name: place, label: 地点}\n"
    text = {"fields.yaml": fields.encode(), "example.yaml": "place: 柳林村\n".encode()}
    assert drafting.Template.from_files({"template.docx": word("逐户核实{{ place }}。"), **text}).name == "x"
    with pytest.raises(BadInput, match=r"template\.docx"):
        drafting.Template.from_files({"template.docx": spoilt, **text})


@pytest.mark.parametrize(
    "harmless",
    [
        linked("hyperlink", "https://www.example.gov.cn/a"),
        linked("hyperlink", "mailto:office@example.gov.cn"),
        linked("attachedTemplate", "Normal.dotm", of="word/settings.xml"),
        linked("attachedTemplate", "file:///C:/Templates/a.dotx", of="word/settings.xml"),
        body(field('HYPERLINK "https://www.example.gov.cn"')),
        body(field("PAGEREF _Toc1 \\h")),
        vector('<use href="#a"/><rect style="fill:url(#b)"/>'),
        lambda parts: parts.update({MAIN: parts[MAIN].decode().replace("'UTF-8'", "'UTF-16'").encode("utf-16")}),
    ],
)
def test_what_every_word_file_may_hold_is_taken(harmless) -> None:
    assert outside.foreign(poisoned(word("逐户核实{{ place }}。"), harmless)) == ()


def test_a_fault_says_what_and_what_to_do() -> None:
    spoilt = poisoned(word("逐户核实{{ place }}。"), POISONS["a template elsewhere"])
    assert drafting.unfit(spoilt) == (
        "交回的文稿附有别处的模板（http://192.0.2.1/a.dotx），请在 Word 选项“加载项—模板”中去掉再交。",
    )
