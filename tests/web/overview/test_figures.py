"""总览页: figures with their tables, for those who do the office's work; pictures drawn from the very tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from kit.browser import screen
from kit.office import an_office, play, story
from kit.quick import quick
from kit.web import client_for, text_of


def test_an_empty_office_is_told_where_to_begin(tmp_path: Path) -> None:
    an_office(tmp_path / "office")
    assert "还没有登记项目" in text_of(client_for("陆文渊").get("/overview/"))


def test_a_year_that_is_none_is_told(tmp_path: Path) -> None:
    an_office(tmp_path / "office")
    answer = client_for("陆文渊").get("/overview/?year=abcd")
    assert (answer.status_code, "年份「abcd」不对" in text_of(answer)) == (400, True)


@pytest.mark.slow
def test_the_leader_sees_every_figure_as_picture_and_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    an_office(tmp_path / "office")
    press = quick(monkeypatch)
    for number in ("01", "02", "03", "04"):
        play(story(number), press)
    with screen() as shown:
        page = shown.page("陆文渊")
        page.goto("/overview/")
        page.wait_for_load_state("networkidle")
        drawn = page.evaluate("[...document.querySelectorAll('canvas')].map(c => Chart.getChart(c).data.labels.length)")
        rows = page.evaluate("[...document.querySelectorAll('.figures table')].map(t => t.tBodies[0].rows.length)")
        assert drawn == rows
        sums = page.evaluate("[...document.querySelectorAll('tfoot tr')].map(r => [...r.cells].map(c => c.innerText))")
        assert len(sums) == 3 and sums[0] == sums[1] and sums[0][0] == sums[2][0] == "合计"
        above = page.locator("#kinds ~ table tbody td:nth-child(2)").all_inner_texts()
        assert sums[0][1] == f"{sum(int(text.replace(',', '')) for text in above):,}"
        assert shown.axe(page) == []
        shown.picture(page, "overview")
        page.set_viewport_size({"width": 390, "height": 844})
        shown.picture(page, "overview-phone")
        assert shown.complaints == []
