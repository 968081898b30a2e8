"""收件: what a template or workflow is made of is taken out of uploads and ZIPs; nothing else gets in."""

from __future__ import annotations

import stat
import time
import zipfile
from io import BytesIO

import pytest

from gongwen import drafting
from gongwen.errors import BadInput
from gongwen.office.procedures import shelf
from gongwen.office.publishing import receiving
from gongwen.office.publishing.receiving import MB, Upload
from kit.originals import a_flow, a_template, a_zip

FILES = dict(shelf.shipped_files("template")["立项批复"])
NAMED = {"立项批复/" + name: content for name, content in FILES.items()}


def test_three_files_and_a_zip_of_their_folder_are_the_same_template() -> None:
    assert receiving.template_files(a_template()) == {name: FILES[name] for name in receiving.TEMPLATE_FILES}
    assert receiving.template_files([a_zip(NAMED)]) == receiving.template_files(a_template())
    assert receiving.template_files([a_zip(FILES)]) == receiving.template_files(a_template())


def test_what_comes_along_by_itself_is_left_aside() -> None:
    more = {"立项批复/.DS_Store": b"x", "__MACOSX/立项批复/._fields.yaml": b"x", "立项批复/template.outline.txt": b"x"}
    assert set(receiving.template_files([a_zip(NAMED | more)])) == set(receiving.TEMPLATE_FILES)


def test_a_folder_packed_by_an_old_windows_program_is_read() -> None:
    """Names in GBK without the flag that says UTF-8."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in NAMED.items():
            archive.writestr(name.replace("立项批复", "AAAAAAAA"), content)
    packed = buffer.getvalue().replace(b"AAAAAAAA", "立项批复".encode("gbk"))
    assert set(receiving.template_files([Upload("a.zip", packed)])) == set(receiving.TEMPLATE_FILES)


@pytest.mark.parametrize(
    "name", ["../fields.yaml", "立项批复/../../fields.yaml", "/etc/fields.yaml", "C:\\fields.yaml", "a\\..\\..\\b.yaml"]
)
def test_a_path_that_leads_out_of_the_folder_is_refused(name: str) -> None:
    with pytest.raises(BadInput, match="指向文件夹以外"):
        receiving.template_files([a_zip(NAMED | {name: b"x"})])


def test_a_link_is_refused() -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        link = zipfile.ZipInfo("fields.yaml")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(BadInput, match="是一个链接"):
        receiving.template_files([Upload("a.zip", buffer.getvalue())])


def test_a_bomb_is_refused_while_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted, not believed: the sizes that the ZIP names are lies."""
    bomb = a_zip({"example.yaml": b"0" * (3 * MB)}).content
    assert len(bomb) < 10_000
    monkeypatch.setattr(receiving, "MOST_UNPACKED", 2 * MB)
    honest = (3 * MB).to_bytes(4, "little")
    assert bomb.count(honest) >= 2
    for packed in (bomb, bomb.replace(honest, (9).to_bytes(4, "little"))):
        with pytest.raises(BadInput, match=r"超过 2 MB|打不开"):
            receiving.template_files([Upload("a.zip", packed)])


def test_a_bomb_inside_the_word_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "MOST_UNPACKED", 2 * MB)
    bomb = a_zip({"word/document.xml": b" " * (3 * MB)}).content
    with pytest.raises(BadInput, match=r"template\.docx 解开以后超过 2 MB"):
        receiving.template_files([Upload(n, bomb if n == "template.docx" else c) for n, c in FILES.items()])


def test_too_many_files_and_too_large_ones_are_refused() -> None:
    with pytest.raises(BadInput, match="里有 61 个文件"):
        receiving.template_files([a_zip({f"{n}.yaml": b"x" for n in range(61)})])
    with pytest.raises(BadInput, match="超过 10 MB"):
        receiving.template_files([Upload("template.docx", b"x" * (10 * MB + 1))])
    with pytest.raises(BadInput, match="超过 256 KB"):
        receiving.workflow_files([Upload("project.yaml", b"#" * (MB + 1))])


@pytest.mark.parametrize("content", [b"PK\x03\x04 and then nothing", b"PK\x03\x04" + bytes(200)])
def test_a_damaged_zip_says_so(content: bytes) -> None:
    with pytest.raises(BadInput, match="打不开"):
        receiving.template_files([Upload("a.zip", content)])


def test_a_locked_zip_says_so() -> None:
    packed = bytearray(a_zip(NAMED).content)
    for head in (b"PK\x03\x04", b"PK\x01\x02"):
        at, offset = packed.find(head), 6 if head.endswith(b"\x04") else 8
        while at >= 0:
            packed[at + offset] |= 1
            at = packed.find(head, at + 1)
    with pytest.raises(BadInput, match="加了密码"):
        receiving.template_files([Upload("a.zip", bytes(packed))])


def test_aliases_that_would_multiply_are_refused() -> None:
    laughs = b"a: &a [1, 1]\nb: &b [*a, *a]\nc: [*b, *b]\n"
    files = [Upload(name, laughs if name == "example.yaml" else content) for name, content in FILES.items()]
    with pytest.raises(BadInput, match="锚点和引用"):
        receiving.template_files(files)


@pytest.mark.parametrize(
    "deep", [b"[" * 20_000, b"x: " + b"{" * 20_000, b"x:\n  " + b"- " * 3000 + b"a\n", b"x:\n" + b" " * 900 + b"- a\n"]
)
def test_a_file_nested_so_deeply_that_reading_it_takes_for_ever_is_refused_unread(deep: bytes) -> None:
    began = time.thread_time()
    with pytest.raises(BadInput, match="括号或缩进超过 50 层"):
        receiving.workflow_files([Upload("project.yaml", deep)])
    assert time.thread_time() - began < 1


def test_a_false_tag_in_a_template_is_told() -> None:
    with pytest.raises(BadInput, match=r"example\.yaml：格式有误，读不出来"):
        drafting.Template.from_files({**FILES, "example.yaml": b"x: !!bool abc\n"})


def test_what_is_missing_or_strange_is_named() -> None:
    with pytest.raises(BadInput, match=r"缺文件：template\.docx、example\.yaml"):
        receiving.template_files([Upload("fields.yaml", b"name: x")])
    with pytest.raises(BadInput, match=r"不认识的文件：终稿3（定）\.docx"):
        receiving.template_files([*a_template(), Upload("终稿3（定）.docx", b"x")])
    with pytest.raises(BadInput, match=r"「fields\.yaml」有两个"):
        receiving.template_files([a_zip({**NAMED, "别的/fields.yaml": b"x"})])
    with pytest.raises(BadInput, match="是空的"):
        receiving.template_files([Upload("fields.yaml", b"")])
    with pytest.raises(BadInput, match=r"template\.docx 不是完好的 Word 文件"):
        receiving.template_files([Upload(n, b"not a zip" if n == "template.docx" else c) for n, c in FILES.items()])


def test_a_flow_comes_alone_with_its_rubric_or_in_a_zip() -> None:
    flow, rubric = a_flow(), Upload("评分.yaml", b"name: project\n")
    assert receiving.workflow_files([flow]) == ("project.yaml", {"project.yaml": flow.content})
    both = {"project.yaml": flow.content, "rubrics/project.yaml": rubric.content}
    assert receiving.workflow_files([flow], [rubric]) == ("project.yaml", both)
    packed = {f"流程/{name}": content for name, content in both.items()}
    assert receiving.workflow_files([a_zip(packed)]) == ("project.yaml", both)


def test_two_flows_or_another_kind_of_file_are_refused() -> None:
    with pytest.raises(BadInput, match="一次只交一个流程"):
        receiving.workflow_files([a_flow(), a_flow(name="paper")])
    with pytest.raises(BadInput, match=r"「流程\.docx」不是流程文件"):
        receiving.workflow_files([Upload("流程.docx", b"x")])
    with pytest.raises(BadInput, match="一次只交一个流程"):
        receiving.workflow_files([])
