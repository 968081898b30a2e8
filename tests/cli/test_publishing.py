"""提出和发布 at the command line: the same two people as on screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongwen import registry
from gongwen.office.procedures import shelf
from kit.door import typed
from kit.office import FOUNDED, an_office
from kit.originals import a_flow, a_template, a_zip


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return an_office(tmp_path / "office")


def test_a_flow_is_proposed_by_one_and_approved_by_another(office: Path, tmp_path: Path) -> None:
    path = tmp_path / "project.yaml"
    path.write_bytes(a_flow(("deadline: 15个工作日", "deadline: 20个工作日")).content)
    said = typed("workflow", "propose", path, "--as", "周晓岚", "--note", "新办法", "--home", office, at=FOUNDED)
    assert said.code == 0, said.err
    assert "时限由「15个工作日」改为「20个工作日」" in said.out and "workflow approve 1" in said.out
    assert "待发布" in typed("workflow", "proposals", "--home", office).out
    own = typed("workflow", "approve", "1", "--as", "周晓岚", "--home", office, at=FOUNDED)
    assert own.code == 4 and "请由另一位负责人或管理员发布" in own.err
    done = typed("workflow", "approve", "1", "--as", "陆文渊", "--home", office, at=FOUNDED)
    assert "流程「project」第2版已发布" in done.out


def test_a_bad_flow_is_not_taken(office: Path, tmp_path: Path) -> None:
    path = tmp_path / "project.yaml"
    path.write_bytes(a_flow(("to: 审核\n", "to: 审查\n")).content)
    said = typed("workflow", "propose", path, "--as", "周晓岚", "--home", office, at=FOUNDED)
    assert said.code == 3 and "没有这个环节" in said.err and said.out == ""
    assert typed("workflow", "propose", "--as", "周晓岚", "--home", office, at=FOUNDED).code == 3


def test_a_template_comes_as_a_folder_or_a_zip_and_is_turned_down(office: Path, tmp_path: Path) -> None:
    folder = tmp_path / "项目批复"
    folder.mkdir()
    for one in a_template(("name: 立项批复", "name: 项目批复")):
        (folder / one.name).write_bytes(one.content)
    said = typed("template", "propose", folder, "--as", "周晓岚", "--home", office, at=FOUNDED)
    assert said.code == 0 and "全部是新的" in said.out
    none = typed("template", "turn-down", "1", "--as", "陆文渊", "--home", office, at=FOUNDED)
    assert none.code == 3 and "写明理由" in none.err
    done = typed("template", "turn-down", "1", "--as", "周晓岚", "--reason", "再改", "--home", office, at=FOUNDED)
    assert "已收回" in done.out
    packed = tmp_path / "模板.zip"
    packed.write_bytes(
        a_zip({one.name: one.content for one in a_template(("help: 核定金额", "help: 批复金额"))}).content
    )
    assert typed("template", "propose", packed, "--as", "周晓岚", "--home", office, at=FOUNDED).code == 0
    assert typed("template", "approve", "2", "--as", "陆文渊", "--home", office, at=FOUNDED).code == 0
    assert shelf.version_of("template", "立项批复") == registry.proposal(2).hash


def test_a_template_of_ones_own_is_published_at_the_machine(office: Path, tmp_path: Path) -> None:
    folder = tmp_path / "项目批复"
    folder.mkdir()
    for one in a_template(("name: 立项批复", "name: 项目批复")):
        (folder / one.name).write_bytes(one.content)
    for _ in range(2):
        said = typed("template", "publish", folder, "--as", "周晓岚", "--home", office, at=FOUNDED)
        assert "模板「项目批复」现为第1版" in said.out, "the same again is the same version"
    assert typed("template", "publish", "--as", "周晓岚", "--home", office, at=FOUNDED).code == 3
    assert typed("template", "publish", folder, "--as", "许明辉", "--home", office, at=FOUNDED).code == 4
