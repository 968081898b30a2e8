"""遮帘: a case's personal data hidden wherever they show: in the fields marked for it and in texts that repeat them.

A name that one field holds (李建国) stands in others too (李建国一家三口): what the marked fields hold is hidden in all
texts of the case, and numbers of persons by their pattern.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gongwen.document import personal
from gongwen.document.fields import Field

_BLANK = r"[\s　-]*"
_SHORT, _LONG = 2, 40  # one character is no name; a whole paragraph is hidden where it stands, nobody repeats it


@dataclass(frozen=True)
class Held:
    """A personal value: the marked field's path (`beneficiaries.name`), its label, the value and its mask."""

    path: str
    label: str
    value: str
    shown: str


@dataclass(frozen=True)
class Curtain:
    """What is known to be personal in a case, and the one way to show texts and values of it. Empty: patterns only."""

    held: tuple[Held, ...] = ()
    _spoken: tuple[tuple[re.Pattern[str], str], ...] = field(default=(), repr=False)

    def text(self, text: str) -> str:
        """The text with what the case holds, and every number of a person, masked."""
        for pattern, shown in self._spoken:
            text = pattern.sub(lambda _, shown=shown: shown, text)
        return personal.masked(text)

    def value(self, value: Any) -> Any:
        """A value of any shape (rows, lists) with every text in it masked; numbers, dates and flags as they are."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, Mapping):
            return {key: self.value(part) for key, part in value.items()}
        if isinstance(value, list | tuple):
            return [self.value(part) for part in value]
        return value


def drawn(fields: Sequence[Field], data: Mapping[str, Any]) -> Curtain:
    """The curtain before a case with these data, whose forms have these fields."""
    return _hung(tuple(_held(fields, data, "")))


def both(one: Curtain, other: Curtain) -> Curtain:
    """One curtain that hides what either hides."""
    return _hung((*one.held, *other.held))


def _hung(held: tuple[Held, ...]) -> Curtain:
    longest_first = sorted({(row.value, row.shown) for row in held}, key=lambda pair: -len(pair[0]))
    spoken = tuple((_anywhere(value), shown) for value, shown in longest_first if _SHORT <= len(value) <= _LONG)
    return Curtain(held, spoken)


def masked(one: Field, value: Any, curtain: Curtain) -> Any:
    """A field's value as shown: hidden whole where the field is marked, else with what is personal in it masked."""
    if one.columns and isinstance(value, Sequence) and not isinstance(value, str):
        return [masked(one, row, curtain) for row in value]
    if one.columns and isinstance(value, Mapping):
        columns = {column.name: column for column in one.columns}
        return {
            name: masked(columns[name], part, curtain) if name in columns else curtain.value(part)
            for name, part in value.items()
        }
    if not one.personal or value in (None, [], ""):
        return curtain.value(value)
    values = [personal.masked_value(text, one.label) for text in _texts(value)]
    return values if isinstance(value, list | tuple) else values[0]


def personal_in(fields: Sequence[Field], data: Mapping[str, Any]) -> tuple[Field, ...]:
    """The fields that hold something personal now: marked ones that are filled, and others with a person's number, or
    with a value of a marked one, in their text."""
    curtain = drawn(fields, data)
    return tuple(
        one for one in fields if data.get(one.name) and masked(one, data[one.name], curtain) != _plain(data[one.name])
    )


def _held(fields: Sequence[Field], data: Mapping[str, Any], before: str) -> Iterator[Held]:
    for one in fields:
        value, path = data.get(one.name), before + one.name
        if one.columns:
            for row in value if isinstance(value, list | tuple) else [value]:
                if isinstance(row, Mapping):
                    yield from _held(one.columns, row, f"{path}.")
        elif one.personal:
            for text in _texts(value):
                yield Held(path, one.label, text, personal.masked_value(text, one.label))


def _texts(value: Any) -> list[str]:
    parts = value if isinstance(value, list | tuple) else [value]
    return [str(part).strip() for part in parts if part is not None and str(part).strip()]


def _anywhere(value: str) -> re.Pattern[str]:
    """The value wherever it stands, also with blanks or dashes between its characters (李　明, 138 1234 5678)."""
    return re.compile(_BLANK.join(re.escape(sign) for sign in re.sub(_BLANK, "", value)))


def _plain(value: Any) -> Any:
    return Curtain().value(value) if not isinstance(value, str) else value
