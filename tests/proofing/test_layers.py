"""规则配置: layers may soften the rules, never sharpen them; faults of a profile are told together, with lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from gongwen import proofing
from gongwen.document import layout
from gongwen.document.findings import Finding
from gongwen.document.geometry import GEOMETRIES, WORD_37_35
from gongwen.document.lengths import mm
from gongwen.errors import BadInput
from gongwen.office.pressroom.checking import all_rules
from gongwen.proofing import NATIONAL, Profile, findings
from gongwen.proofing.layer_file import CHANGE_KEYS, KEYS, SEVERITY_WORDS, SHIPPED, profile_names, read_profile
from gongwen.proofing.layers import LEVELS, Change
from gongwen.proofing.rules import CHECKS
from gongwen.proofing.rules.check import Proof
from proofing.sheets import PAPER, moved, refaced, right_paper

SCHEMA = json.loads((Path(proofing.__file__).parent / "profile.schema.json").read_text("utf-8"))


@pytest.fixture
def written(tmp_path: Path):
    """Writes a profile and gives its path."""

    def write(text: str, name: str = "本局.yaml") -> str:
        (tmp_path / name).write_text(text, "utf-8")
        return str(tmp_path / name)

    return write


def profile(**changes: Change) -> Profile:
    return Profile("本局", "本局", "单位", None, {rule.replace("__", "."): change for rule, change in changes.items()})


def of(rule: str, found: tuple[Finding, ...]) -> list[Finding]:
    return [one for one in found if one.rule == rule]


def test_a_wider_tolerance_lets_pass_and_keeps_clause_and_strength_of_what_it_does_not() -> None:
    wide = profile(mark__top=Change("本局", tolerance=3))
    low, lower = (moved("民政局文件", down=down)(right_paper()) for down in (2.5, 3.5))
    assert of("mark.top", findings(low, PAPER)) and not of("mark.top", findings(low, PAPER, profile=wide))
    (found,) = of("mark.top", findings(lower, PAPER, profile=wide))
    assert (found.clause, found.strength, found.severity) == (layout.MARK_TOP.clause, "规定", "error")
    assert (found.layer, found.wanted) == ("本局", "72 mm ± 3 mm")


@pytest.mark.parametrize("change", [Change("本局", wanted=70), Change("本局", tolerance=0.2)])
def test_what_only_the_office_wants_is_a_note_and_cites_the_office(change: Change) -> None:
    measured = moved("民政局文件", down=0.6)(right_paper())
    assert not of("mark.top", findings(measured, PAPER))
    (found,) = of("mark.top", findings(measured, PAPER, profile=profile(mark__top=change)))
    assert (found.severity, found.strength, found.clause) == ("note", "实务", "规则配置「本局」")


def test_a_rule_that_is_switched_off_is_not_told_and_the_others_are() -> None:
    measured = refaced("帮扶困难家庭", font="SimSun")(moved("民政局文件", down=-8)(right_paper()))
    off = profile(fonts__body=Change("本局", severity="off"))
    assert not of("fonts.body", findings(measured, PAPER, profile=off))
    assert [one.layer for one in of("mark.top", findings(measured, PAPER, profile=off))] == [None]


def test_a_severity_goes_down_and_never_up_and_a_note_joins_the_sentence() -> None:
    measured = refaced("帮扶困难家庭", font="SimSun")(right_paper())
    softer = profile(fonts__body=Change("本局", severity="note", note="旧版式逐步更换"))
    (found,) = of("fonts.body", findings(measured, PAPER, profile=softer))
    assert (found.severity, found.layer) == ("note", "本局")
    assert found.message.endswith("（本局：旧版式逐步更换）")
    sharper = profile(fonts__body=Change("本局", severity="error"))
    assert [one.severity for one in of("fonts.body", findings(measured, PAPER, profile=sharper))] == ["warning"]


def test_a_profile_s_geometry_goes_before_the_paper_s(written) -> None:
    made = read_profile("word-37-35", CHECKS)
    assert made.page_setup is WORD_37_35
    tops = [one.severity for one in of("margins.top", findings(right_paper(), PAPER, profile=made))]
    assert tops and set(tops) == {"warning"}
    assert "geometry.profile" in {one.rule for one in findings(right_paper(), PAPER, profile=made)}


def test_later_layers_decide_and_each_rule_names_the_layer_that_spoke_last(written) -> None:
    written(
        "layer: 省\nrules: {mark.top: {tolerance: 2}, fonts.body: {severity: 不查}, imprint.even: {severity: 不查}}\n",
        "全省.yaml",
    )
    path = written("extends: 全省.yaml\nrules:\n  mark.top: {note: 套打}\n  fonts.body: {severity: 提示}\n")
    made = read_profile(path, CHECKS)
    assert made.changes["mark.top"] == Change("本局", tolerance=2.0, note="套打")
    assert made.changes["fonts.body"].severity == "note"
    assert made.switched_off == ("imprint.even",)
    assert {rule: change.layer for rule, change in made.changes.items()} == {
        "mark.top": "本局", "fonts.body": "本局", "imprint.even": "全省",
    }  # fmt: skip


def test_the_national_profile_changes_nothing() -> None:
    assert read_profile("national", CHECKS) == NATIONAL
    measured = moved("民政局文件", down=-8)(right_paper())
    assert findings(measured, PAPER) == findings(measured, PAPER, profile=read_profile("national", CHECKS))


@pytest.mark.parametrize("name", profile_names())
def test_every_shipped_profile_is_right_and_conforms_to_the_schema(name: str) -> None:
    assert read_profile(name, all_rules()).name == name
    data = YAML(typ="safe").load(SHIPPED / f"{name}.yaml") if name != "national" else {"layer": "国家"}
    assert list(Draft202012Validator(SCHEMA).iter_errors(data)) == []


def test_the_schema_knows_the_reader_s_keys_and_words() -> None:
    known, change = SCHEMA["properties"], SCHEMA["$defs"]["change"]["properties"]
    assert set(known) == set(KEYS) and set(change) == set(CHANGE_KEYS)
    assert known["layer"]["enum"] == [*LEVELS, None] and known["geometry"]["enum"] == [*GEOMETRIES, None]
    assert change["severity"]["enum"] == [*SEVERITY_WORDS, None]
    assert all(part["description"] and part["examples"] for part in (*known.values(), *change.values()))


def test_all_faults_are_told_at_once_each_with_its_line(written) -> None:
    path = written("""\
titel: 本局
layer: 市
extends: 别处.yaml
geometry: wide
rules:
  mark.topp: {severity: 提示}
  mark.top: {severity: 必须, wanted: -3}
  fonts.body: {severity: 错误, tolerance: 2}
  margins.left: {wanted: 30}
  imprint.even:
  grid.lines: 不查
  title.gap: {tolerence: 2, note: 3}
""")
    with pytest.raises(BadInput) as caught:
        read_profile(path, CHECKS)
    assert caught.value.faults == (
        "本局.yaml 第1行：不认识的项「titel」（是否为 title？）。",
        "本局.yaml 第2行：layer 应当是国家、省、单位之一，现为「市」。",
        "本局.yaml 第4行：geometry 应当是national、word-37-35之一，现为「wide」。",
        "本局.yaml 第6行：没有规则「mark.topp」（是否为 mark.top？）。",
        "本局.yaml 第7行：severity 应当是错误、警告、提示、不查之一，现为「必须」。",
        "本局.yaml 第7行：规则「mark.top」的 wanted 应当是大于零的毫米数，现为「-3」。",
        "本局.yaml 第8行：规则「fonts.body」（一般）最多是「警告」，不能写成「错误」。",
        "本局.yaml 第8行：规则「fonts.body」没有可改的数值，请删去 tolerance。",
        "本局.yaml 第9行：规则「margins.left」的数值由版面配置定，请删去 wanted，改用 geometry。",
        "本局.yaml 第10行：规则「imprint.even」应当写成 {severity: 提示} 这样的形式。",
        "本局.yaml 第11行：规则「grid.lines」应当写成 {severity: 提示} 这样的形式。",
        "本局.yaml 第12行：不认识的规则「title.gap」的项「tolerence」（是否为 tolerance？）。",
        "本局.yaml 第12行：note 应当是文字，现为「3」。",
        f"本局.yaml 第3行：extends 所指的「别处.yaml」不存在，随带的有：{'、'.join(profile_names())}。",
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "本局.yaml：文件里没有内容。"),
        ("- 甲\n", "本局.yaml：应当由「项: 值」组成。"),
        ("title: 甲\ntitle: 乙\n", "本局.yaml 第2行：同一项写了两次，请删去一处。"),
        ("rules: {mark.top: [\n", "本局.yaml 第2行：格式有误，请检查缩进、冒号和引号。"),
        ("rules: 不查\n", "本局.yaml：rules 应当写成「规则: {…}」的形式。"),
        ("extends: 本局.yaml\n", "本局.yaml 第1行：extends 绕成了圈（本局 → 本局），请去掉一处。"),
        ("layer: 省\nextends: 青禾市民政局\n",
         "本局.yaml 第2行：省的配置不能建立在单位的配置「青禾市民政局」之上，请改 layer 或 extends。"),
    ],
)  # fmt: skip
def test_a_wrong_profile_is_told_in_one_sentence(written, text: str, said: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_profile(written(text), all_rules())
    assert caught.value.faults == (said,)


def test_profiles_that_extend_each_other_are_told_with_their_circle(written) -> None:
    written("extends: 本局.yaml\n", "全市.yaml")
    with pytest.raises(BadInput, match="绕成了圈（本局 → 全市 → 本局）"):
        read_profile(written("extends: 全市.yaml\n"), CHECKS)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("本省", "没有名为「本省」的规则配置，随带的有：national、"),
        ("没有.yaml", "读不到规则配置 没有.yaml：没有这个文件"),
    ],
)
def test_a_profile_that_is_not_there_is_told(name: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read_profile(name, CHECKS)


def test_every_length_that_a_profile_may_change_is_asked_for_by_its_rule() -> None:
    """A rule with a figure must ask the proof for it: with an absurd one in its place it speaks of a right page."""
    silent = set()
    for check in CHECKS:
        special = check.id.startswith(("letter.", "order.", "stamp.", "seals.", "preprinted."))
        if check.figure and not special:
            absurd = layout.Figure(mm(1), check.figure.label, "条", "实务", -20.0)
            proof = Proof(right_paper(), PAPER, figures={check.figure.label: absurd})
            silent |= set() if list(check.look(proof)) else {check.id}
    assert silent == set()
