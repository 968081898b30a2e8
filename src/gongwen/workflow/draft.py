"""流程初稿: the well-written parts of a workflow file as a `Definition`, so that meaning is checked even where other
parts are miswritten."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace
from typing import Any

from gongwen.document.fields import Field, read_fields
from gongwen.errors import BadInput
from gongwen.workflow import deadlines, field_needs
from gongwen.workflow.definition import Deadline, Definition, Parties, Rule, Stage, StepWord
from gongwen.workflow.source import Fault, Path, Source


@dataclass(frozen=True)
class Placed:
    """A move with the stage it leaves and its path in the file."""

    stage: Stage
    rule: Rule
    path: Path

    def __str__(self) -> str:
        return f"环节「{self.stage.name}」的动作「{self.rule.do}」"


@dataclass
class Draft:
    """What could be read of a file. `forms` are all its fields with their paths; `flawed` the paths of bad writing."""

    source: Source
    flawed: Set[Path]
    definition: Definition
    moves: list[Placed] = field(default_factory=list)
    forms: list[tuple[str, Field, Path]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, path: Path, text: str) -> Fault:
        """A fault at the line of `path`."""
        return Fault(self.source.line(path), text)

    def is_flawed(self, path: Path) -> bool:
        """True when something at or below `path` is miswritten and already told."""
        return any(bad[: len(path)] == path for bad in self.flawed)


def assemble(source: Source, flawed: Set[Path]) -> Draft:
    """A draft of the file's value (a mapping), leaving out what is miswritten at the `flawed` paths."""
    value = source.value
    draft = Draft(source, flawed, Definition("", "", (), ()))
    stages = value.get("stages")
    draft.definition = Definition(
        name=str(value.get("name") or ""),
        title=str(value.get("title") or ""),
        roles=_words(value.get("roles")),
        stages=tuple(_stage(draft, name, body) for name, body in _mapping(stages).items()),
        prefix=_word(value.get("prefix")),
    )
    labels = {one.name: one.label for _, one, _ in draft.forms}
    stages = tuple(_labelled(stage, labels) for stage in draft.definition.stages)
    draft.definition = replace(draft.definition, stages=stages)
    return draft


def _stage(draft: Draft, name: str, body: Any) -> Stage:
    path: Path = ("stages", name)
    body = _mapping(body)
    form = _form(draft, body.get("form"), (*path, "form"), f"环节「{name}」")
    rows = body.get("moves") if isinstance(body.get("moves"), list) else []
    rules = [_rule(draft, name, row, (*path, "moves", number), form) for number, row in enumerate(rows)]
    stage = Stage(
        name=name,
        phase=_word(body.get("phase")),
        deadline=_deadline(body.get("deadline")),
        form=form,
        moves=tuple(rule for rule, _ in rules),
        owner=_word(body.get("owner")),
        closed=body.get("closed") is True,
        line=draft.source.line(path),
    )
    draft.moves += [Placed(stage, rule, place) for rule, place in rules]
    return stage


def _rule(draft: Draft, stage: str, row: Any, path: Path, form: tuple[Field, ...]) -> tuple[Rule, Path]:
    row = _mapping(row)
    do, reason = _word(row.get("do")), row.get("reason") is True
    if "form" in row:
        form = _form(draft, row["form"], (*path, "form"), f"环节「{stage}」的动作「{do}」")
    elif reason:
        form = ()
    to, by = _words(row.get("to")) or ("",), row.get("by")
    rule = Rule(
        do=do,
        to=to[0],
        by=(*_words(by.get("role")), *_words(by.get("others"))) if isinstance(by, dict) else _words(by),
        needs=_needs(draft, row.get("needs"), (*path, "needs")),
        then=tuple(_steps(row.get("then"))),
        reason=reason,
        form=form,
        also=to[1:],
        parties=_parties(by),
        line=draft.source.line(path),
    )
    return rule, path


def _parties(by: Any) -> Parties | None:
    if not isinstance(by, dict):
        return None
    least = by.get("at_least")
    at_least = least if isinstance(least, int) and not isinstance(least, bool) else None
    return Parties(
        of=_word(by.get("of")),
        at_least=at_least,
        in_order=by.get("in_order") is True,
        add=_words(by.get("add")),
        others=_words(by.get("others")),
        each=by.get("each") is True,
    )


def _needs(draft: Draft, rows: Any, path: Path) -> tuple[str, ...]:
    """Every condition as a word; a mapping that does not say one thing of one field is told and left out."""
    words = []
    for number, row in enumerate(rows if isinstance(rows, list) else [rows] if isinstance(rows, str) else []):
        place = (*path, number)
        if isinstance(row, str):
            words.append(row)
        elif isinstance(row, dict) and not draft.is_flawed(place):
            if need := field_needs.read(row):
                words.append(str(need))
            else:
                text = f"看栏目「{row.get('field')}」的条件应当在 is、past、filled 中写且只写一样，值里不能有“|”。"
                draft.faults.append(draft.fault(place, text))
    return tuple(words)


def _steps(rows: Any) -> list[StepWord]:
    made = []
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, str):
            made.append(StepWord(row))
        elif isinstance(row, dict) and len(row) == 1:
            [(name, argument)] = row.items()
            made.append(StepWord(name, _word(argument)))
    return made


def _form(draft: Draft, rows: Any, path: Path, where: str) -> tuple[Field, ...]:
    made: list[Field] = []
    for number, row in enumerate(rows if isinstance(rows, list) else ()):
        place = (*path, number)
        if draft.is_flawed(place):
            continue
        fields, faults = read_fields([row], f"{where}的表单")
        draft.faults += [draft.fault(place, text) for text in faults]
        for one in fields:
            if any(one.name == other.name for other in made):
                draft.faults.append(draft.fault(place, f"{where}的表单中栏目「{one.name}」重复。"))
            else:
                made.append(one)
                draft.forms.append((where, one, place))
    return tuple(made)


def _deadline(value: Any) -> Deadline | None:
    after = _word(value.get("after")) if isinstance(value, dict) else ""
    length = _word(value.get("within") if isinstance(value, dict) else value)
    try:
        return replace(deadlines.parse(length), after=after) if length else None
    except BadInput:  # the schema's pattern has told it already
        return None


def _labelled(stage: Stage, labels: Mapping[str, str]) -> Stage:
    """The stage with the label of the field that its deadline counts from."""
    if not stage.deadline or not stage.deadline.after:
        return stage
    return replace(stage, deadline=replace(stage.deadline, label=labels.get(stage.deadline.after, "")))


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _word(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _words(value: Any) -> tuple[str, ...]:
    rows = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    return tuple(row for row in rows if isinstance(row, str))
