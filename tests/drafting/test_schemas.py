"""材料格式: the published JSON Schemas say what the readers accept, in Chinese."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from gongwen import drafting
from gongwen.document.fields import TYPES
from gongwen.document.kinds import KINDS, LAYOUTS, SIGN_OFFS
from gongwen.drafting import paper_blocks, paper_file, paper_keys
from gongwen.drafting.templates import sidecar
from gongwen.drafting.templates.shipped import shipped_templates, template_names
from gongwen.drafting.yaml_source import load, read_text
from gongwen.errors import BadInput

ROOM = Path(drafting.__file__).parent
PAPER = json.loads((ROOM / "paper.schema.json").read_text(encoding="utf-8"))
PNG = b"\x89PNG\r\n\x1a\n"
FIELDS = json.loads((ROOM / "fields.schema.json").read_text(encoding="utf-8"))


def faults(schema: dict[str, Any], text: str) -> list[str]:
    return [error.message for error in Draft202012Validator(schema).iter_errors(load(text, "材料"))]


def test_the_schema_of_papers_knows_the_readers_keys_and_words():
    known = PAPER["properties"]
    assert set(known) == set(paper_file.KEYS)
    assert tuple(known["kind"]["enum"]) == (*KINDS, None)
    assert tuple(known["layout"]["enum"]) == (*LAYOUTS, None)
    assert tuple(known["sign_off"]["enum"]) == (*SIGN_OFFS, None)
    assert set(PAPER["$defs"]["table"]["properties"]) == set(paper_blocks.TABLE)
    assert set(PAPER["$defs"]["roster"]["properties"]) == set(paper_blocks.ROSTER)
    assert set(PAPER["$defs"]["attachment"]["properties"]) == set(paper_blocks.ATTACHMENT)
    assert set(PAPER["$defs"]["blocks"]["items"]["properties"]) == set(paper_blocks.BLOCKS)


def test_the_schema_of_sidecars_knows_the_readers_keys_and_words():
    assert set(FIELDS["properties"]) == set(sidecar.KEYS)
    assert set(FIELDS["properties"]["paper"]["properties"]) == set(sidecar.PAPER_KEYS)
    assert tuple(FIELDS["properties"]["frame"]["enum"]) == sidecar.FRAMES
    assert tuple(FIELDS["$defs"]["field"]["properties"]["type"]["enum"]) == TYPES


@pytest.mark.parametrize("name", template_names())
def test_every_shipped_sidecar_conforms(name):
    assert faults(FIELDS, read_text(shipped_templates() / name / "fields.yaml")) == []


def test_a_whole_paper_conforms_and_a_wrong_one_does_not():
    whole = """\
kind: 意见
issuers: [{name: 青禾市民政局, short: 市民政局, seal_mm: 45}, 青禾市教育局]
title: 关于帮扶的意见
recipients: 各县（区）民政局
body: 一、任务
number: ~
attachments:
  - {title: 名单, roster: {members: [{post: 组长, name: 方致远}], style: 括注}}
  - {title: 分工, table: {columns: [任务], rows: [[走访]]}}
date: 2026-10-09
even_page: true
"""
    assert faults(PAPER, whole) == []
    assert len(faults(PAPER, "kind: 方案\ntitel: 甲\nissuers: []\n")) == 3


# --- what an editor shows: every key explained and completed


def keys_of(part: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every key at every depth with its schema."""
    for name, one in part.get("properties", {}).items():
        yield f"{path}/{name}", one
        yield from keys_of(one, f"{path}/{name}")
    for one in (part.get("items"), *part.get("anyOf", ())):
        if isinstance(one, dict):
            yield from keys_of(one, path)
    for name, one in part.get("$defs", {}).items():
        yield from keys_of(one, f"#{name}")


EVERY_KEY = [(f"{schema['title']} {path}", one) for schema in (PAPER, FIELDS) for path, one in keys_of(schema)]


def chinese(part: dict[str, Any]) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in part.get("description", ""))


def completes_itself(part: dict[str, Any]) -> bool:
    """Whether an editor knows what to offer: the words allowed, true and false, or the parts that belong inside."""
    kinds = part.get("type", ())
    return "enum" in part or "$ref" in part or "boolean" in kinds


def test_every_key_at_every_depth_is_described_in_chinese() -> None:
    assert len(EVERY_KEY) > 80
    assert [path for path, part in EVERY_KEY if not chinese(part)] == []


def test_every_key_without_a_list_of_words_has_an_example() -> None:
    assert [path for path, part in EVERY_KEY if not completes_itself(part) and not part.get("examples")] == []


def test_every_example_conforms_to_its_own_key() -> None:
    for schema in (PAPER, FIELDS):
        for path, part in keys_of(schema):
            validator = Draft202012Validator({**part, "$defs": schema["$defs"]})
            assert [error.message for one in part.get("examples", ()) for error in validator.iter_errors(one)] == [], (
                path
            )


def test_a_template_s_defaults_are_described_as_in_a_paper() -> None:
    preset = FIELDS["properties"]["paper"]["properties"]
    assert preset == {key: PAPER["properties"][key] for key in preset}


# --- what the schema accepts the readers accept

KNOWN = PAPER["properties"]
WORDS = {key: tuple(word for word in part["enum"] if word) for key, part in KNOWN.items() if "enum" in part}
PLAIN_TEXT = st.text("青禾市民政局关于做好走访工作的通知，。（）〔〕 12ab", min_size=1).filter(str.strip)


def read_faults(key: str, value: Any) -> list[str]:
    return paper_keys.read_keys({key: value}, "PAPER.yaml")[1]


def conforms(key: str, value: Any) -> bool:
    return Draft202012Validator({**KNOWN[key], "$defs": PAPER["$defs"]}).is_valid(value)


@pytest.mark.parametrize("key", WORDS)
@given(data=st.data())
def test_words_are_allowed_by_the_schema_just_when_the_reader_takes_them(key: str, data: st.DataObject) -> None:
    word = data.draw(
        st.one_of(st.sampled_from(WORDS[key]), st.sampled_from(sorted({*sum(WORDS.values(), ())})), PLAIN_TEXT)
    )
    assert conforms(key, word) == (read_faults(key, word.strip()) == [])


def values_of(part: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values that the part of the schema allows."""
    if "anyOf" in part:
        return st.one_of([values_of(one) for one in part["anyOf"]])
    kinds = [kind for kind in [part["type"]] if isinstance(kind, str)] or part["type"]
    return st.one_of([_of_kind(kind, part) for kind in kinds])


def _of_kind(kind: str, part: dict[str, Any]) -> st.SearchStrategy[Any]:
    if kind == "object":
        needed = {key: values_of(one) for key, one in part["properties"].items() if key in part.get("required", ())}
        other = {key: values_of(one) for key, one in part["properties"].items() if key not in needed}
        return st.fixed_dictionaries(needed, optional=other)
    if kind == "array":
        return st.lists(values_of(part["items"]), min_size=part.get("minItems", 0), max_size=4, unique_by=_name)
    if kind == "string" and "pattern" in part:
        return st.sampled_from(part["examples"])
    return {
        "null": st.none(),
        "boolean": st.booleans(),
        "string": PLAIN_TEXT,
        "integer": st.integers(part.get("minimum"), part.get("maximum")),
        "number": st.floats(part.get("minimum"), part.get("maximum")),
    }[kind]


def _name(one: Any) -> str:
    """Organs and persons are told apart by their names, texts by themselves."""
    return str(one["name"] if isinstance(one, dict) else one).strip()


FREE = sorted(set(KNOWN) - WORDS.keys() - {"template", "fields", "blocks", "attachments", "body"})


@pytest.mark.parametrize("key", FREE)
@given(data=st.data())
def test_what_the_schema_allows_the_reader_takes(key: str, data: st.DataObject) -> None:
    value = data.draw(values_of(KNOWN[key]))
    assert conforms(key, value)
    assert read_faults(key, value) == []


def as_yaml(paper: dict[str, Any]) -> str:
    """JSON is YAML."""
    return json.dumps(paper, ensure_ascii=False)


WHOLE = {"issuers": ["青禾市民政局"], "title": "关于走访的通知", "body": "走访。"}
EXAMPLES = [(key, one) for key, part in KNOWN.items() for one in part.get("examples", ())]


@pytest.mark.parametrize(("key", "example"), EXAMPLES, ids=[key for key, _ in EXAMPLES])
def test_every_example_of_a_paper_is_read(key: str, example: Any, tmp_path: Path) -> None:
    """Alone in a paper that has what the key belongs to."""
    surroundings = {
        "template": {}, "fields": {"template": "立项批复"}, "signers": {**WHOLE, "direction": "上行"},
        "attendees": {**WHOLE, "layout": "纪要"}, "signature": {**WHOLE, "sign_off": "stamp"},
        "blocks": {one: WHOLE[one] for one in ("issuers", "title")},
    }.get(key, WHOLE)  # fmt: skip
    form = "纪要" if key == "number" and example.startswith("第") else None
    paper = {**surroundings, **({"layout": form} if form else {}), key: example}
    made = paper_file.read_paper(as_yaml(paper), "PAPER.yaml", tmp_path)
    assert key in made.given
    assert faults(PAPER, as_yaml(paper)) == []


@pytest.mark.parametrize("word", [*paper_blocks.CONTENTS])
def test_an_attachment_has_one_kind_of_content_for_schema_and_reader(word: str, tmp_path: Path) -> None:
    (tmp_path / "流程图.png").write_bytes(PNG)
    (tmp_path / "附件1.docx").write_bytes(b"")
    example = PAPER["$defs"]["attachment"]["properties"][word].get("examples") or PAPER["$defs"][word]["examples"]
    one = {"title": "甲", word: example[0]}
    other = "table" if word == "body" else "body"
    more = {**one, other: {"columns": ["列"], "rows": [["格"]]} if other == "table" else "一段。"}
    for attachment, allowed in ((one, True), (more, False), ({"title": "甲"}, False)):
        text = as_yaml({**WHOLE, "attachments": [attachment]})
        assert (faults(PAPER, text) == []) is allowed
        said = _refusal(text, tmp_path)
        assert ("应当恰有一种内容" in said) is not allowed


def _refusal(text: str, folder: Path) -> str:
    try:
        paper_file.read_paper(text, "PAPER.yaml", folder)
    except BadInput as error:
        return str(error)
    return ""
