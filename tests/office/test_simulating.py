"""推演 for a clerk: tables and sentences that say what a flow costs, without an office or for the office's own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gongwen.errors import BadInput
from gongwen.office.procedures import simulating
from kit.door import typed
from kit.office import an_office


def test_a_flow_is_told_in_working_days_papers_and_paths() -> None:
    made = simulating.simulate("project", runs=80, seed=1)
    ends = {row["end"]: row for row in made["ends"]}
    assert sum(row["runs"] for row in made["ends"]) == 80
    assert ends["归档"]["shortest"] <= ends["归档"]["median"] <= ends["归档"]["longest"] <= made["worst"]["days"]
    assert made["shortest"]["stages"][0] == "申报" and made["shortest"]["stages"][-1] == "归档"
    assert {row["paper"] for row in made["papers"]} >= {"立项申报书", "立项批复", "项目合同书", "评估评分表"}
    assert made["dated"] == [("检查通知", "完成日期"), ("评分", "完成日期")]
    told = "\n".join(simulating.sentences(made))
    assert "最快的一条路：" in told and "退回 2 次" in told
    assert "「检查通知」的时限从「完成日期」起算，到那一天以前的时间没有计入。" in told


@pytest.mark.parametrize("wrong", [{"runs": 0}, {"runs": 10_001}, {"returns": -1}, {"returns": 10}])
def test_bounds_that_make_no_sense_are_bad_input(wrong: dict[str, int]) -> None:
    with pytest.raises(BadInput, match="推演的次数应当在"):
        simulating.simulate("project", **{"runs": 10, "seed": 1, **wrong})


def test_the_door_shows_it_and_gives_it_as_data(tmp_path: Path) -> None:
    home = an_office(tmp_path / "office")
    said = typed("workflow", "simulate", "project", "--runs", "20", "--home", home)
    assert (
        said.code == 0 and "推演流程「帮扶救助项目全过程」：随机走 20 次" in said.out and "没有走到的环节" in said.out
    )
    data = json.loads(typed("workflow", "simulate", "project", "--runs", "20", "--json").out)
    assert data["runs"] == 20 and data["worst"]["returns"] == 2
    assert typed("workflow", "simulate", "no-such-flow").code == 3
