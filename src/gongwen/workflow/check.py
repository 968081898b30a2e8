"""审查流程: read a workflow file, or refuse it whole, telling every fault of writing and of meaning at once."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from gongwen.errors import BadInput, Broken
from gongwen.workflow import meaning, shape
from gongwen.workflow.definition import Definition
from gongwen.workflow.draft import assemble
from gongwen.workflow.known import Known
from gongwen.workflow.source import Fault, load


def read(text: str, known: Known) -> Definition:
    """The workflow of a YAML text; BadInput lists every fault, one sentence each."""
    definition, found = _examine(text, known)
    if definition is None or found:
        raise BadInput.of([str(fault) for fault in found])
    return replace(definition, version=hashlib.sha256(text.encode()).hexdigest())


def published(text: str) -> Definition:
    """The workflow of a text that was checked when it was published.

    What the office knows today (its templates, its people, rules made since) does not touch it: a case keeps its
    version. Broken when it cannot even be read.
    """
    source = load(text)
    if not isinstance(source.value, dict) or source.faults:
        raise Broken("台账所存的流程读不出来，请停止办理并从备份恢复。")
    draft = assemble(source, {path for path, _ in shape.faults(source)})
    return replace(draft.definition, version=hashlib.sha256(text.encode()).hexdigest())


def faults(text: str, known: Known) -> list[str]:
    """Every fault of a YAML text, schema and meaning together, in order of lines; empty when it may be used."""
    return [str(fault) for fault in _examine(text, known)[1]]


def _examine(text: str, known: Known) -> tuple[Definition | None, list[Fault]]:
    source = load(text)
    if source.value is None:
        return None, source.faults or [Fault(0, "是空的，应当写 name、title、roles 和 stages。")]
    if not isinstance(source.value, dict):
        return None, [*source.faults, Fault(1, "流程文件应当从「name: …」写起，是「键: 值」的形式。")]
    misshapen = list(shape.faults(source))
    draft = assemble(source, {path for path, _ in misshapen})
    found = [*source.faults, *(fault for _, fault in misshapen), *draft.faults, *meaning.faults(draft, known)]
    return draft.definition, sorted(set(found))
