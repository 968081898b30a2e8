"""审查: what was handed in is tried out at once; every fault is told with its place and the line it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from gongwen import drafting, registry, workflow
from gongwen.errors import BadInput
from gongwen.office import going_online
from gongwen.office.procedures import flows, shelf
from gongwen.office.publishing import sources

WORKFLOW, TEMPLATE = flows.WORKFLOW, flows.TEMPLATE
CALLED = {WORKFLOW: "流程", TEMPLATE: "模板"}
_LINE = re.compile(rf"^(?:({flows.RUBRIC_FAULT})?第|.*?(fields|example)\.yaml 第)(\d+)行")
_NAME = re.compile(r"[\w（）()—－·-]{1,40}")


@dataclass(frozen=True)
class Remark:
    """One fault: the sentence, and where the file is text, its name, the line's number and what stands there."""

    sentence: str
    file: str = ""
    line: int = 0
    quoted: str = ""


class Faulty(BadInput):
    """交来的文件有错，没有收下。请改正后重新上传。"""

    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class Examined:
    """What passed: its name and title, the files as they would be published, and what to bear in mind."""

    kind: str
    name: str
    title: str
    files: Mapping[str, bytes]
    reminders: tuple[str, ...] = ()

    @property
    def hash(self) -> str:
        """The hash that it would be published under."""
        return registry.original_hash(self.files)


def workflow_of(files: Mapping[str, bytes], name: str, now: datetime) -> Examined:
    """A workflow file with its rubric, checked for this office today; Faulty with every fault."""
    try:
        definition, kept = flows.prepared(files, name, now)
    except BadInput as error:
        raise faulty(error.faults, _named(files, name)) from error
    made = Examined(WORKFLOW, definition.name, definition.title, kept)
    _refuse_known(made)
    return made


def template_of(files: Mapping[str, bytes], now: datetime) -> Examined:
    """A template, loaded and its example rendered; Faulty with every fault."""
    try:
        model = drafting.Template.from_files(files)
        if wrong := [*_misnamed(model.name), *sources.astray(model.fields)]:
            raise BadInput.of([f"模板「{model.name}」的{fault}" for fault in wrong])
        _refuse_classified(model)
        model.prove()
    except BadInput as error:
        raise faulty(error.faults, files) from error
    made = Examined(TEMPLATE, model.name, model.title, dict(files), tuple(_disturbed(model.name, files, now)))
    _refuse_known(made)
    return made


def again(row: registry.ProposalRow, now: datetime) -> Examined:
    """What waits, checked as things are now: roles and templates may have changed since it was handed in."""
    files = registry.proposal_files(row.id)
    if row.kind == TEMPLATE:
        return template_of(files, now)
    return workflow_of(files, f"{row.name}.yaml", now)


def faulty(faults: Sequence[str], files: Mapping[str, bytes]) -> Faulty:
    """The faults as one error that knows the lines they are about. `files`: as the faults name them → bytes."""
    error = Faulty.of(faults)
    error.remarks = tuple(_remark(fault, files) for fault in faults)
    return error


def _remark(fault: str, files: Mapping[str, bytes]) -> Remark:
    found = _LINE.match(fault)
    if not found:
        return Remark(fault)
    name = found[1] or (f"{found[2]}.yaml" if found[2] else "")
    lines = files.get(name, b"").decode("utf-8", "replace").splitlines()
    number = int(found[3])
    quoted = lines[number - 1].rstrip() if 0 < number <= len(lines) else ""
    return Remark(fault, name or "流程文件", number, quoted)


def _named(files: Mapping[str, bytes], name: str) -> dict[str, bytes]:
    """The workflow's own file as faults speak of it (not at all), and its rubric."""
    rubric = next((data for path, data in files.items() if path.startswith(shelf.RUBRICS)), b"")
    return {"": files[name], flows.RUBRIC_FAULT: rubric}


def _refuse_classified(model: drafting.Template) -> None:
    """A template of classified papers has no place in an office that browsers reach (`going_online`)."""
    secrecy = model.paper_defaults.get("secrecy")
    if secrecy and going_online.is_online():
        raise BadInput(
            f"模板「{model.name}」定了密级「{secrecy}」，本系统已经上网，涉密公文不能在网上拟制、流转，没有收下；"
            "请在不联网的机器上用 gongwen draft 拟制，或去掉密级再交。"
        )


def _misnamed(name: str) -> list[str]:
    if _NAME.fullmatch(name):
        return []
    return ["name（名称）只能用汉字、字母、数字、括号和短横，不超过 40 个字，请改名。"]


def _refuse_known(made: Examined) -> None:
    """A version that was published before: there is nothing to publish; an older one is not brought back as it was."""
    versions = [row for row in registry.published_list(made.kind) if row.name == made.name]
    same = next((row for row in versions if row.hash == made.hash), None)
    if same is None:
        return
    if same == versions[-1]:
        raise faulty([f"{CALLED[made.kind]}「{made.name}」与现在用的第{same.version}版完全相同，没有要发布的。"], {})
    what = f"{CALLED[made.kind]}「{made.name}」与以前的第{same.version}版完全相同。"
    raise faulty(
        [f"{what}要恢复那一版，请在文件里加一行说明（如“# 恢复第{same.version}版”）再提出，台账上才分得清。"], {}
    )


def _disturbed(name: str, files: Mapping[str, bytes], now: datetime) -> Iterator[str]:
    """What the flows that draft the template would find amiss with this version; they go on as they are published."""
    text = files["fields.yaml"].decode("utf-8-sig")
    before, after = flows.known_today(now), flows.known_today(now, {name: text})
    wanted = _newly_wanted(name, text)
    for flow in dict.fromkeys(row.name for row in registry.published_list(WORKFLOW)):
        source = shelf.workflow_text(registry.published(WORKFLOW, flow)[1])
        if name not in source:
            continue
        known, definition = set(workflow.faults(source, before)), workflow.published(source)
        told = [fault for fault in workflow.faults(source, after) if fault not in known]
        asked = workflow.asked_fields(definition)
        told += [
            f"必填的栏目取自事项的 {one}，流程里没有哪一步填它，起草时会缺；请在流程里加上，或改为不必填。"
            for one in sorted(wanted - asked.keys())
        ]
        yield from (f"用这一版以后，流程「{definition.title}」（{flow}）要跟着改：{fault}" for fault in told)


def _newly_wanted(name: str, text: str) -> set[str]:
    """The fields of a case that this version cannot do without, other than those that the present one takes too and
    those that a case has by itself."""
    required = drafting.taken_from_case(text)[1]
    known = [row for row in registry.published_list(TEMPLATE) if row.name == name]
    taken: Set[str] = frozenset()
    if known:
        former = registry.published(TEMPLATE, name, known[-1].hash)[1]
        taken = drafting.taken_from_case(former["fields.yaml"].decode("utf-8-sig"))[0]
    return set(required) - taken - sources.OF_A_CASE
