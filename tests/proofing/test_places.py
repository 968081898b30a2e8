"""去处: the words of every field are found on the page, and a finding leads to the field it is about."""

from __future__ import annotations

from gongwen.document.findings import Finding
from gongwen.proofing.places import Spot, field_of, spots
from proofing.sheets import right_paper

ELEMENTS = {"标题": "title", "主送": "recipients", "红头": "issuers", "版头": "urgency", "抄送": "cc"}


def found(**words: list[str]) -> dict[str, list[Spot]]:
    made: dict[str, list[Spot]] = {}
    for one in spots(right_paper(), "文件", ELEMENTS, words):
        made.setdefault(one.field, []).append(one)
    return made


def test_an_element_is_found_by_its_place_alone() -> None:
    told = found()
    assert set(told) == {"title", "recipients", "issuers", "cc"}
    [title] = told["title"]
    assert title.page == 1 and title.whole and title.box[1] < told["recipients"][0].box[1]
    [copied] = told["cc"]
    assert copied.page == 4 and copied.box[2] - copied.box[0] < 100  # the line of 抄送, not that of 印发机关


def test_words_are_found_where_they_are_printed_and_each_line_by_itself() -> None:
    told = found(project=["望山区助学项目"], lines=["不在这里", "特此通知"])
    [project] = told["project"]
    assert project.page == 4 and not project.whole
    assert "lines" not in told


def test_a_single_character_is_not_looked_for_and_what_is_everywhere_is_told_a_few_times() -> None:
    told = found(one=["的"], many=["帮扶"])
    assert "one" not in told and len(told["many"]) <= 6


def test_a_finding_leads_to_the_smallest_field_it_touches() -> None:
    wide, narrow = Spot("title", 1, (30, 60, 180, 90), whole=True), Spot("group", 1, (60, 60, 90, 70))
    at = {"rule": "x", "clause": "", "strength": "规定", "severity": "error", "message": "", "where": "标题"}
    assert field_of(Finding(**at, page=1, box=(62, 61, 65, 65)), [wide, narrow], {}) == narrow
    assert field_of(Finding(**at, page=1, box=(150, 80, 160, 85)), [wide, narrow], {}) == wide
    assert field_of(Finding(**at, page=2, box=(62, 61, 65, 65)), [wide, narrow], {"标题": "title"}) == "title"
    assert field_of(Finding(**at), [], {}) == ""
