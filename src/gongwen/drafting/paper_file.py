"""稿件文件: PAPER.yaml, one paper in a file, read whole or refused with every fault and its line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from gongwen.document import kinds
from gongwen.document.model import Paper
from gongwen.drafting.paper_blocks import read_attachments, read_body_blocks
from gongwen.drafting.paper_keys import READERS, Reading, number_fault, read_keys
from gongwen.drafting.templates.template import Template
from gongwen.drafting.yaml_source import load, place_of, read_text
from gongwen.errors import BadInput

KEYS = ("template", "fields", *READERS, "blocks", "attachments")
_ARGUMENTS = {one.name for one in fields(Paper)}


@dataclass(frozen=True)
class PaperFile:
    """What a PAPER.yaml holds. `given` are the keys that have a value: with a template they override what it gives.
    `told` are sentences about files that it took text from; `places` tell where a key stands."""

    paper: Paper
    template: str | None
    fields: Mapping[str, Any]
    given: frozenset[str]
    where: str = "PAPER.yaml"
    told: tuple[str, ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)

    def with_template(self, template: Template) -> Paper:
        """The paper with the template's defaults under the keys given; BadInput when a form gets more than fields, or
        the paper elements that its format does not have."""
        extra = sorted(self.given - {"template", "fields"})
        if template.frame == "none" and extra:
            only = f"模板「{template.name}」是整页表格或合同，只写 template 和 fields"
            raise BadInput(f"{self.where}：{only}，请删去{'、'.join(extra)}。")
        given = {"blocks" if key == "body" else key for key in self.given}
        defaults = {key: value for key, value in template.paper_defaults.items() if key not in given}
        paper = replace(self.paper, **defaults)
        wrong = _misfits(vars(paper))
        if wrong:
            raise BadInput.of([f"{self.places.get(key, self.where)}：{text}。" for key, text in wrong])
        return paper


def read_paper_file(path: Path, template: str | None = None, *, awaits_body: bool = False) -> PaperFile:
    """The paper in `path`; BadInput lists every unknown key, wrong type and bad value with its line.

    `template` goes before the one that the file names. `awaits_body`: a draft gives the body, and the title if need be.
    """
    return read_paper(read_text(path), path.name, path.parent, template, awaits_body=awaits_body)


def read_paper(
    text: str, where: str, folder: Path, template: str | None = None, *, awaits_body: bool = False
) -> PaperFile:
    """The paper that `text` holds; `folder` is where the paths in it start."""
    data = load(text, where)
    reading = Reading(where, folder)
    given = {key: value for key, value in data.items() if value is not None}
    simple = {key: value for key, value in given.items() if key in READERS}
    made, faults = read_keys(simple, where, folder=folder, lines=data)
    faults = _unknown(data, where) + faults
    if "blocks" in given:
        made["blocks"] = read_body_blocks(reading, data, "blocks")
    if "attachments" in given:
        made["attachments"] = read_attachments(reading, data, "attachments")
    made["blocks"] = made.pop("body", None) or made.get("blocks", ())
    if "sign_off" not in given:
        made["sign_off"] = kinds.SIGN_OFF_OF.get(made.get("layout", ""))
    template = template or reading.text(data, "template", "template") or None
    faults += reading.faults + _contradictions(data, made, where)
    if not template:  # else its defaults tell the format
        faults += [f"{place_of(where, data, key)}：{text}。" for key, text in _misfits(made)]
    faults += _amiss(data, given, template, where, awaits_body)
    if faults:
        raise BadInput.of(sorted(faults, key=_line))
    paper = Paper(**{key: value for key, value in made.items() if key in _ARGUMENTS and value is not None})
    places = {key: place_of(where, data, key) for key in given}
    values = dict(given.get("fields", {}))
    return PaperFile(paper, template, values, frozenset(given), where, tuple(reading.told), places)


def _line(fault: str) -> int:
    """The line a fault names; faults of the whole file come last."""
    found = re.search(r" 第(\d+)行", fault)
    return int(found[1]) if found else 1_000_000


def _unknown(data: Mapping[str, Any], where: str) -> list[str]:
    return [
        f"{place_of(where, data, key)}：不认识的项「{key}」，请删去或改正{_similar(str(key))}。"
        for key in data
        if key not in KEYS
    ]


def _similar(key: str) -> str:
    close = get_close_matches(key, KEYS, 1)
    return f"（是否为 {close[0]}？）" if close else ""


def _amiss(
    data: Mapping[str, Any], given: Mapping[str, Any], template: str | None, where: str, awaits_body: bool
) -> list[str]:
    """Keys that are missing or that exclude each other."""
    faults = []
    if "body" in given and "blocks" in given:
        faults.append(f"{place_of(where, data, 'blocks')}：body 与 blocks 只写一个。")
    if not isinstance(given.get("fields", {}), Mapping):
        faults.append(f"{place_of(where, data, 'fields')}：fields 应当写成「栏目: 值」的形式。")
    doubled = [key for key in ("body", "blocks") if key in given]
    if awaits_body:
        why = f"正文由 --from 的原稿给出，请删去{'、'.join(doubled)}，或不用 --from"
        faults += [f"{place_of(where, data, key)}：{why}。" for key in doubled[:1]]
    if not template:
        return [*faults, *_lacking(data, given, where, ("title", "body") if awaits_body else ())]
    why = f"正文由模板「{template}」生成，请删去{'、'.join(doubled)}，或不用模板"
    return [*faults, *(f"{place_of(where, data, key)}：{why}。" for key in doubled[:1])]


def _lacking(
    data: Mapping[str, Any], given: Mapping[str, Any], where: str, elsewhere: tuple[str, ...] = ()
) -> list[str]:
    """What a paper without a template must have; `elsewhere` are the keys that a draft may give."""
    needed = {"issuers": "发文机关", "title": "标题", "body": "正文"}
    optional = set(elsewhere)
    optional |= {"title"} if given.get("layout") == "命令" else set()
    optional |= {"body"} if given.get("blocks") else set()
    needed = {key: label for key, label in needed.items() if key not in optional}
    missing = [f"{where}：缺 {key}（{label}），请补填。" for key, label in needed.items() if _empty(given.get(key))]
    if "fields" in given:
        missing.append(f"{place_of(where, data, 'fields')}：写了 fields 却没有写 template（模板名称），请补填。")
    return missing


def _empty(value: Any) -> bool:
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def _contradictions(data: Mapping[str, Any], made: Mapping[str, Any], where: str) -> list[str]:
    """Values that do not go with each other."""
    faults = []
    names = {name for organ in made.get("issuers", ()) for name in (organ.name, organ.short)}
    if made.get("lead") and names and made["lead"] not in names:
        faults.append(f"{place_of(where, data, 'lead')}：lead（主办机关）「{made['lead']}」不在 issuers 之中。")
    return faults


def _misfits(given: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Keys that the format or direction of the paper does not have, and what is wrong."""
    form, upward = given.get("layout", "文件"), given.get("direction") == "上行"
    wrong = {
        "signers": (not upward, "signers（签发人）只用于上行文，请改 direction 或删去 signers"),
        "attendees": (form != "纪要", "attendees（出席、请假、列席）只用于纪要"),
        "title": (form == "命令", "命令的令号之下直接排正文，不排标题（GB/T 9704—2012 10.2），请删去 title"),
        "recipients": (form == "命令", "命令不写主送机关，请删去 recipients"),
        "printed_by": (form == "信函", "信函的版记不印印发机关（GB/T 9704—2012 10.1），请删去 printed_by"),
        "printed_on": (form == "信函", "信函的版记不印印发日期（GB/T 9704—2012 10.1），请删去 printed_on"),
    }
    found = [(key, text) for key, (out, text) in wrong.items() if given.get(key) and out]
    if given.get("signers") and form != "文件" and upward:
        found.append(("signers", "signers（签发人）只用于文件格式，请改 layout 或删去 signers"))
    fault = number_fault(given.get("number", ""), form)
    return [*found, ("number", fault.rstrip("。"))] if fault else found
