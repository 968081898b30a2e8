"""Which font answers for which face, and what is said when none does."""

import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from gongwen.errors import ToolMissing
from gongwen.printing import fonts
from gongwen.printing.faces import FACES, FONT_FILES, FONT_SET
from gongwen.printing.fonts import FontMatch
from gongwen.printing.surveying import survey


def full_folder(folder: Path) -> Path:
    for file in FONT_FILES:
        (folder / file.name).write_bytes(b"font")
    return folder


def test_the_folder_is_the_one_named_or_the_users_cache(tmp_path: Path):
    assert fonts.font_folder({"GONGWEN_FONTS": str(tmp_path)}) == tmp_path
    assert fonts.font_folder({"XDG_CACHE_HOME": str(tmp_path)}) == tmp_path / "gongwen" / f"fonts-{FONT_SET}"
    assert fonts.font_folder({}).parts[-3:] == (".cache", "gongwen", f"fonts-{FONT_SET}")


def test_missing_and_empty_files_are_named(tmp_path: Path):
    assert len(fonts.missing_files(tmp_path / "nowhere")) == len(FONT_FILES)
    full_folder(tmp_path)
    assert fonts.missing_files(tmp_path) == []
    (tmp_path / "FandolKai-Regular.ttf").write_bytes(b"")
    assert fonts.missing_files(tmp_path) == ["FandolKai-Regular.ttf"]


def test_the_font_configuration_is_well_formed_and_knows_every_family(tmp_path: Path):
    text = fonts.font_config((tmp_path / "a&b", Path("/usr/share/fonts")), tmp_path / "cache")
    root = ElementTree.fromstring(text.encode())
    assert [each.text for each in root.findall("dir")] == [str(tmp_path / "a&b"), "/usr/share/fonts"]
    rules = {
        rule.findtext("family"): [each.text for each in rule.findall("accept/family")] for rule in root.iter("alias")
    }
    for face in FACES:
        for family in face.families:
            assert tuple(rules[family][-len(face.stand_ins) :]) == face.stand_ins
            assert family not in rules[family]


def stand_ins_only(family: str) -> FontMatch | None:
    face = next(face for face in FACES if family in face.families)
    return FontMatch(face.stand_ins[0], "/fonts/stand-in.ttf")


def test_a_stand_in_is_reported_as_one():
    kinds = {report.face: (report.used, report.kind) for report in fonts.survey_faces(stand_ins_only)}
    assert kinds["仿宋"] == ("FandolFang R", "替代")
    assert kinds["小标宋"] == ("Noto Serif SC SemiBold", "替代")


def test_a_real_face_is_reported_as_real_whichever_of_its_names_it_bears():
    reports = fonts.survey_faces(lambda family: FontMatch("仿宋_GB2312,FangSong_GB2312", "/fonts/simfang.ttf"))
    assert (reports[0].face, reports[0].used, reports[0].kind) == ("仿宋", "仿宋_GB2312", "正体")
    assert {report.kind for report in reports[1:]} == {"缺"}


def test_the_survey_says_in_one_sentence_which_faces_have_no_font(tmp_path: Path):
    found = survey(tmp_path, match=lambda family: FontMatch("DejaVu Sans", "/fonts/dejavu.ttf"), programs=())
    assert not found.complete
    sentence = next(each for each in found.advice if "没有可用的字体" in each)
    assert "仿宋、楷体、黑体、宋体、小标宋" in sentence
    assert "make setup" in sentence
    assert set(found.missing_fonts) == {file.name for file in FONT_FILES}


def test_the_survey_warns_when_only_some_stand_ins_are_there(tmp_path: Path):
    full_folder(tmp_path)
    (tmp_path / "LXGWWenKai-Light.ttf").unlink()
    found = survey(tmp_path, match=stand_ins_only, programs=())
    assert [each for each in found.advice if "LXGWWenKai-Light.ttf" in each and "生僻字" in each]


@pytest.mark.slow
def test_a_missing_program_is_named_with_the_command_that_brings_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("PATH", str(tmp_path))
    found = survey(full_folder(tmp_path), match=stand_ins_only)
    assert any("graphviz" in each and "sudo apt-get install graphviz" in each for each in found.advice)


@pytest.mark.slow
def test_printing_without_any_chinese_font_is_refused_naming_the_faces(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(fonts, "system_folders", lambda environment=None: (tmp_path / "none",))
    with pytest.raises(ToolMissing, match=r"缺少排版所需字体：仿宋、楷体.*make setup"):
        fonts.require_faces(tmp_path)
