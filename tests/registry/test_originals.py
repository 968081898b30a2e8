"""Published templates, workflows and rubrics: immutable, numbered, known by their content."""

from __future__ import annotations

import pytest

from gongwen import registry
from gongwen.errors import BadInput, Broken

FILES = {"template.docx": b"PK docx", "fields.yaml": "frame: 文件\n".encode()}


@pytest.fixture
def by(home, now):
    return {"actor": "周敏", "now": now}


def test_what_is_published_comes_back_file_by_file(by):
    made = registry.publish("template", "立项批复", FILES, **by)

    assert registry.published("template", "立项批复") == (made, FILES)
    assert (made.kind, made.name, made.version, len(made.hash)) == ("template", "立项批复", 1, 64)


def test_the_same_content_is_the_same_version(by):
    first = registry.publish("template", "立项批复", FILES, **by)
    count = len(registry.entries())

    assert registry.publish("template", "立项批复", dict(reversed(FILES.items())), **by) == first
    assert len(registry.entries()) == count


def test_new_content_is_the_next_version_and_the_old_one_stays(by):
    first = registry.publish("workflow", "project", {"project.yaml": b"name: project"}, **by)
    second = registry.publish("workflow", "project", {"project.yaml": b"name: project # 2"}, **by)

    assert second.version == 2
    assert registry.published("workflow", "project")[0] == second
    assert registry.published("workflow", "project", first.hash) == (first, {"project.yaml": b"name: project"})


def test_a_file_under_another_name_is_other_content(by):
    first = registry.publish("rubric", "绩效", {"a.yaml": b"x"}, **by)

    assert registry.publish("rubric", "绩效", {"b.yaml": b"x"}, **by).hash != first.hash


def test_the_list_names_every_version_of_a_kind(by):
    registry.publish("workflow", "project", {"project.yaml": b"1"}, **by)
    registry.publish("workflow", "project", {"project.yaml": b"2"}, **by)
    registry.publish("workflow", "paper", {"paper.yaml": b"1"}, **by)
    registry.publish("template", "立项批复", FILES, **by)

    listed = [(row.name, row.version) for row in registry.published_list("workflow")]

    assert listed == [("paper", 1), ("project", 1), ("project", 2)]
    assert len(registry.published_list()) == 4


def test_what_is_not_published_is_bad_input(by):
    registry.publish("template", "立项批复", FILES, **by)

    with pytest.raises(BadInput, match="模板「整改通知书」没有已发布的版本"):
        registry.published("template", "整改通知书")
    with pytest.raises(BadInput, match="散列值为 000000000000… 的版本"):
        registry.published("template", "立项批复", "0" * 64)


@pytest.mark.parametrize("path", ["/etc/x", "../x", "a/../x", "a//b", "./a", ""])
def test_a_path_out_of_its_folder_is_bad_input(by, path):
    with pytest.raises(BadInput, match="相对路径"):
        registry.publish("template", "立项批复", {path: b"x"}, **by)


def test_nothing_and_unknown_kinds_are_not_published(by):
    with pytest.raises(BadInput, match="没有文件"):
        registry.publish("template", "立项批复", {}, **by)
    with pytest.raises(BadInput, match="种类「form」不认识"):
        registry.publish("form", "立项批复", FILES, **by)


def test_an_altered_original_is_broken(by, home):
    registry.publish("template", "立项批复", {"template.docx": b"PK docx"}, **by)
    (stored,) = [path for path in (home / "files").rglob("*") if path.is_file()]
    stored.write_bytes(b"PK other")

    with pytest.raises(Broken, match=r"「template\.docx」"):
        registry.published("template", "立项批复")
