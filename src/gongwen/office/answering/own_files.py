"""交来的文件: files handed in before the form that names them; a form names one's own and no other of the store.

The store knows a file by its SHA-256 alone, and whoever may name any could have another's photographs filed in a case
of their own and read them there. So it is kept who handed in what, as something not sent yet (`working_copies`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from gongwen import registry
from gongwen.document.fields import Field
from gongwen.errors import BadInput
from gongwen.office.people import Actor
from gongwen.office.procedures import shelf
from gongwen.office.receiving import uploads

_FILES = ("file", "photos")


def keep(name: str, content: bytes, *, actor: Actor, now: datetime) -> str:
    """Keep a file that a form of this person will name; its SHA-256. BadInput as in `uploads.keep`."""
    sha = uploads.keep(name, content)
    about = _about(sha, actor)
    if registry.working_copy(about) is None:
        registry.save_working_copy(about, {"sha": sha}, revision=0, by=actor.person, now=now)
    return sha


def require(code: str, action: str, form: Mapping[str, Any], *, actor: Actor) -> None:
    """BadInput names every field with a file that this person did not hand in; what the case holds there already may be
    sent again. A form for no act of the present stage is left to whoever refuses the act."""
    case = registry.case(code)
    rule = shelf.stage(case, case.stage).rule(action)
    fields = rule.form if rule else ()
    held = {(one.name, sha) for one, sha in _named(fields, case.data)}
    faults = [
        f"栏目「{one.name}」（{one.label}）里的文件不是{actor.person}交来的，请先交这份文件，再填它的 sha。"
        for one, sha in _named(fields, form)
        if (one.name, sha) not in held and not _own(sha, actor)
    ]
    if faults:
        raise BadInput.of(list(dict.fromkeys(faults)))


def _named(fields: Sequence[Field], values: Mapping[str, Any]) -> Iterator[tuple[Field, str]]:
    """Each file that the values name, with its field, in tables too."""
    for one in fields:
        value = values.get(one.name)
        if one.type in _FILES:
            yield from ((one, str(sha)) for sha in (value if isinstance(value, list | tuple) else [value]) if sha)
        for line in value if isinstance(value, list | tuple) else [value]:
            if one.columns and isinstance(line, Mapping):
                yield from _named(one.columns, line)


def _own(sha: str, actor: Actor) -> bool:
    return registry.working_copy(_about(sha, actor)) is not None


def _about(sha: str, actor: Actor) -> str:
    return f"交件:{sha}:{actor.person}"
