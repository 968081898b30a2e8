"""模板说明: a template's `fields.yaml`: its name, frame, the paper's defaults and its fields; every fault at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from gongwen.document.fields import Field, read_fields
from gongwen.document.kinds import LAYOUTS, SIGN_OFF_OF
from gongwen.drafting.paper_keys import read_keys
from gongwen.drafting.yaml_source import load, place_of
from gongwen.errors import BadInput

FRAMES = (*LAYOUTS, "none")
"""The four formats of a 公文, or none: the template is the whole page (a contract, a form)."""
KEYS = ("name", "title", "frame", "kind", "paper", "joint", "fields", "help")
PAPER_KEYS = ("direction", "profile", "masthead", "mark", "secrecy", "urgency", "recipients", "sign_off",
              "note", "cc", "printed_by", "even_page")  # fmt: skip
"""Keys of PAPER.yaml that a template may preset; the rest belong to the single paper."""


@dataclass(frozen=True)
class Sidecar:
    """What `fields.yaml` says. `paper` holds arguments of `document.model.Paper`, `joint` that several organs issue."""

    name: str
    title: str
    frame: str
    paper: Mapping[str, Any]
    joint: bool
    fields: tuple[Field, ...]
    help: str = ""


def read_sidecar(text: str, where: str) -> Sidecar:
    """The sidecar that `text` holds; BadInput lists every fault with its line."""
    data = load(text, where)
    known = f"可用：{'、'.join(KEYS)}"
    faults = [f"{place_of(where, data, key)}：不认识的项「{key}」，{known}。" for key in data if key not in KEYS]
    faults += [f"{where}：缺 {key}，请补填。" for key in ("name", "title", "frame", "fields") if not data.get(key)]
    frame = str(data.get("frame") or "")
    if frame and frame not in FRAMES:
        faults.append(f"{place_of(where, data, 'frame')}：frame「{frame}」不认识，可用：{'、'.join(FRAMES)}。")
    if not isinstance(data.get("joint", False), bool):
        faults.append(f"{place_of(where, data, 'joint')}：joint 应当是 true 或 false。")
    paper, wrong = _paper(data, frame, where)
    fields, amiss = _fields(data, where)
    faults += wrong + amiss
    if faults:
        raise BadInput.of(faults)
    help_text = str(data.get("help") or "").strip()
    return Sidecar(str(data["name"]), str(data["title"]), frame, paper, data.get("joint", False), fields, help_text)


def _paper(data: Mapping[str, Any], frame: str, where: str) -> tuple[dict[str, Any], list[str]]:
    preset = data.get("paper")
    preset = {} if preset is None else preset
    if not isinstance(preset, Mapping):
        return {}, [f"{place_of(where, data, 'paper')}：paper 应当写成「项: 值」的形式。"]
    if frame == "none" and (preset or data.get("kind")):
        return {}, [f"{where}：frame 为 none 的模板就是整页，不写 kind 和 paper。"]
    if frame in LAYOUTS and not data.get("kind"):
        return {}, [f"{where}：缺 kind（文种），请补填。"]
    faults = [f"{place_of(where, preset, key)}：paper 里不能预设「{key}」，可用：{'、'.join(PAPER_KEYS)}。"
              for key in preset if key not in PAPER_KEYS]  # fmt: skip
    kind, wrong = read_keys({"kind": data["kind"]}, place_of(where, data, "kind")) if data.get("kind") else ({}, [])
    made, amiss = read_keys({key: preset[key] for key in preset if key in PAPER_KEYS}, where, lines=preset)
    form = {"layout": frame} if frame in LAYOUTS else {}
    signed = {"sign_off": SIGN_OFF_OF[frame]} if frame in SIGN_OFF_OF else {}
    return {**kind, **form, **signed, **made}, faults + wrong + amiss


def _fields(data: Mapping[str, Any], where: str) -> tuple[tuple[Field, ...], list[str]]:
    rows = data.get("fields")
    if not isinstance(rows, list):
        return (), [f"{place_of(where, data, 'fields')}：fields 应当是一个列表。"] if rows else []
    fields: list[Field] = []
    faults: list[str] = []
    for number, row in enumerate(rows):
        place = place_of(where, rows, number)
        made, wrong = read_fields([row], place)
        faults += wrong
        seen = {field.name for field in fields}
        faults += [f"{place}：栏目「{field.name}」重复。" for field in made if field.name in seen]
        fields += made
    return tuple(fields), faults


def frame_of(text: str) -> str:
    """The frame that a sidecar names, read without the rest: for lists of templates that have been proved before."""
    found = re.search(r"^frame:[ \t]*(\S+)", text, re.MULTILINE)
    return found[1] if found else "none"


def help_of(text: str) -> str:
    """What a sidecar of a published template says of its use."""
    return read_sidecar(text, "fields.yaml").help


@lru_cache(maxsize=256)
def taken_from_case(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The names of the case's fields that a sidecar's sources lead to: all of them, and those the template requires."""
    fields = read_sidecar(text, "fields.yaml").fields
    every = {name for one in fields for name in _case_names(one)}
    required = {name for one in fields if one.required for name in _case_names(one)}
    return frozenset(every), frozenset(required)


def _case_names(one: Field) -> set[str]:
    """The first step behind `case` (or `party`, what one of several parties filled in); a record taken from the whole
    case names its columns."""
    root, _, rest = one.source.partition(".")
    if root not in ("case", "party"):
        return set()
    paths = [rest] if rest else [column.source or column.name for column in one.columns]
    return {path.partition(".")[0] for path in paths}
