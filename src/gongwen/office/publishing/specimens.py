"""样张: the example of a template, printed as this office would print it; made as an errand, once for each version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from gongwen import drafting, printing, registry
from gongwen.errors import BadInput
from gongwen.office.clock import day_of
from gongwen.office.errand_slip import Slip, result
from gongwen.office.paperwork import context
from gongwen.office.people import Actor
from gongwen.office.pressroom import papers
from gongwen.office.publishing.examining import TEMPLATE

KIND = "specimen"
DONE = registry.DONE
MOST_TOLD = 8


@dataclass(frozen=True)
class Specimen:
    """A printed example: how many pages, and what was found on them."""

    pages: tuple[str, ...]
    told: tuple[str, ...]


def about(name: str, hash: str) -> str:
    """What an errand for this version is about; a proposal that is published keeps its specimen."""
    return f"{name} {hash[:12]}"


def make(slip: Slip) -> dict[str, Any]:
    """The errand: argument `name` and `hash` of a version, or `proposal`. Its pages are PNG pictures, with the PDF."""
    files = _files(slip.argument)
    slip.told(0, 2, "用示例排版")
    made = printed(drafting.Template.from_files(files), slip)
    slip.told(1, 2, "画出各页")
    (slip.folder / "样张.pdf").write_bytes(made.pdf)
    pages = [_put(slip.folder / f"样张第{number}页.png", page) for number, page in enumerate(_pictures(made), 1)]
    handed = [slip.hand_over(path) for path in (slip.folder / "样张.pdf", *pages)]
    amiss = [finding.message for finding in made.findings if finding.severity == "error"][:MOST_TOLD]
    told = [f"共 {len(pages)} 页。", *amiss]
    return result(*handed, told=told, pages=[one["sha"] for one in handed[1:]])


def ready(argument: Mapping[str, Any], about: str, actor: Actor, now: datetime) -> None:
    """BadInput for a version that there is not."""
    _files(argument)


def printed(model: drafting.Template, slip: Slip) -> papers.Typeset:
    """The example on the office's own page: a 公文 with its head and foot, a form or contract as it stands."""
    content = model.prove()
    if model.frame == "none":
        return papers.print_form(content, slip.printer)
    return papers.settle(content, context.head(model, day_of(slip.now)), slip.printer)


def found(name: str, hash: str) -> Specimen | None:
    """The specimen of a version, whoever asked for it; None while there is none."""
    for row in registry.errands(about=about(name, hash)):
        if row.kind == KIND and row.state == DONE:
            return Specimen(tuple(row.result["pages"]), tuple(row.result["told"]))
    return None


def page(name: str, hash: str, number: int) -> Path:
    """Where one page's picture lies (from 1); BadInput when it was never made or has been cleared."""
    made = found(name, hash)
    if made is None or not 1 <= number <= len(made.pages):
        raise BadInput("这一版的样张还没有印出，请在模板页上点「印出样张」。")
    return registry.pick_up(made.pages[number - 1])


def _files(argument: Mapping[str, Any]) -> dict[str, bytes]:
    if argument.get("proposal"):
        return registry.proposal_files(int(argument["proposal"]))
    return registry.published(TEMPLATE, str(argument["name"]), str(argument["hash"]))[1]


def _pictures(made: papers.Typeset) -> list[bytes]:
    return printing.pictures(made.pdf)


def _put(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path
