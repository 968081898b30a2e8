"""流程文件的 JSON Schema: complete, explained in Chinese, and true: plain jsonschema takes every shipped flow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from gongwen.workflow import Known, faults
from gongwen.workflow.shape import schema

SHIPPED = sorted((Path(__file__).parents[2] / "workflows").glob("*.yaml"))


def properties(part: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every property of every object of the schema, however deep, with its path."""
    if isinstance(part, dict):
        for name, rule in part.get("properties", {}).items():
            yield f"{path}/{name}", rule
        for key, inner in part.items():
            yield from properties(inner, f"{path}/{key}")
    elif isinstance(part, list):
        for number, inner in enumerate(part):
            yield from properties(inner, f"{path}/{number}")


def in_chinese(text: object) -> bool:
    return isinstance(text, str) and any("\u4e00" <= sign <= "\u9fff" for sign in text)


def test_every_property_however_deep_is_described_in_chinese() -> None:
    found = dict(properties(schema()))
    assert len(found) > 30
    assert [path for path, rule in found.items() if not in_chinese(rule.get("description"))] == []


def test_every_named_part_is_described_in_chinese() -> None:
    assert [name for name, part in schema()["$defs"].items() if not in_chinese(part.get("description"))] == []


def test_nothing_but_stages_and_steps_may_bear_a_name_of_its_own() -> None:
    """Every object says which keys it has; a key nobody knows is told, never passed over."""
    objects = [part for _, part in parts(schema()) if part.get("type") == "object"]
    assert all("additionalProperties" in part for part in objects)


def parts(value: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(value, dict):
        yield path, value
        for key, inner in value.items():
            yield from parts(inner, f"{path}/{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from parts(inner, f"{path}/{number}")


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_an_editor_that_knows_only_the_schema_takes_every_shipped_flow(path: Path) -> None:
    value = YAML(typ="safe", pure=True).load(path.read_text("utf-8"))
    assert [error.message for error in Draft202012Validator(schema()).iter_errors(value)] == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_flow_passes_every_check(path: Path, known: Known) -> None:
    assert faults(path.read_text("utf-8"), known) == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_flow_bears_the_name_of_its_file(path: Path) -> None:
    """Cases and the command line know it by this name."""
    assert YAML(typ="safe", pure=True).load(path.read_text("utf-8"))["name"] == path.stem
