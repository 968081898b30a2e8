"""材料格式: the published JSON Schemas say what the readers accept, in Chinese."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from gongwen import drafting
from gongwen.document.fields import TYPES
from gongwen.document.kinds import KINDS, LAYOUTS, SIGN_OFFS
from gongwen.drafting import paper_blocks, paper_file, sidecar
from gongwen.drafting.shipped import shipped_templates, template_names
from gongwen.drafting.yaml_source import load, read_text

ROOM = Path(drafting.__file__).parent
PAPER = json.loads((ROOM / "paper.schema.json").read_text(encoding="utf-8"))
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
    assert set(PAPER["$defs"]["attachment"]["properties"]) == {"title", "separate", *paper_blocks.CONTENTS}
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


@pytest.mark.parametrize("schema", [PAPER, FIELDS], ids=["paper", "fields"])
def test_every_key_is_described_in_chinese(schema):
    bare = [name for name, part in schema["properties"].items() if "$ref" not in str(part) and not chinese(part)]
    assert bare == []


def chinese(part: dict[str, Any]) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in part.get("description", ""))
