"""演示: an invented office lived through one year by its script; every act goes through the desk like anybody's.

The script is data (samples/office): the office file, one story for each project of the year (`stories`), and what lies
on the desks when the visitor comes (`desks`): stories that stop halfway, so that everybody has something to do. Its
clock is the script's own, so two runs give the same text; every act carries a key, so an interrupted run carries on and
a finished one changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from gongwen import printing, registry
from gongwen.errors import BadInput, Refused
from gongwen.office import demo_accounts, demo_hands, desk, founding
from gongwen.office.clock import zone
from gongwen.office.matters import evidence
from gongwen.office.paperwork import drafts
from gongwen.office.people import Actor
from gongwen.office.pressroom import papers
from gongwen.office.procedures import forms, shelf
from gongwen.office.records import casefile
from gongwen.office.watching import views

Told = Callable[[str], None]
Flow = Mapping[str, Any]
"""Who is who in a paper's own flow: role → person; 会签人 by organ."""
DOOR = demo_hands.DOOR
SCAN, PHOTO = "（演示签署件）", "（演示照片）"
SCAN_DPI = 100


@dataclass(frozen=True)
class Act:
    """One line of the script: `what` is open, do, issue or paper; `said` holds its words."""

    key: str
    story: str
    at: datetime
    person: str
    what: str
    said: Mapping[str, Any]


@dataclass(frozen=True)
class Shown:
    """What the demonstration ends with: projects, papers, bundles and what verifying them found."""

    home: Path
    out: Path
    projects: list[dict[str, Any]]
    papers: list[dict[str, Any]]
    bundles: list[casefile.Bundle]
    faults: list[str]
    already: bool


def script_folder() -> Path:
    """The shipped script: in the checkout or inside the installed package."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package.parent.parent / "samples" / "office", package / "shipped" / "demo"):
        if folder.is_dir():
            return folder
    raise BadInput("安装不完整：找不到演示用的 samples/office，请重新安装 gongwen。")


def run(
    home: Path,
    out: Path,
    printer: papers.Prints,
    *,
    begin: Callable[[int], None],
    told: Told,
    done: Callable[[], None] = lambda: None,
) -> Shown:
    """The whole demonstration; `begin` hears how many acts there are, `told` each act and each paper being made,
    `done` that an act is over."""
    folder = script_folder()
    flow, acts = read_script(folder)
    begin(len(acts))
    _found(home, folder, acts[0].at)
    already = all(_played(act) for act in acts)
    for act in acts:
        told(f"{act.at:%Y-%m-%d} {act.story}")
        play(act, flow, printer, told)
        done()
    bundles = list(_bundles(acts[-1].at, out, printer, told))
    _papers_out(out)
    faults = [fault for made in bundles for fault in casefile.verify(made.folder)]
    return Shown(home, out, list(views.projects().rows), list(views.all_papers().rows), bundles, faults, already)


def read_script(folder: Path) -> tuple[Flow, list[Act]]:
    """Who does what in a paper's own flow, and every act of every story in order of time."""
    flow = forms.load(folder / "flow.yaml")
    told = [path for part in ("stories", "desks") for path in sorted((folder / part).glob("*.yaml"))]
    acts = [act for path in told for act in _story(path)]
    return flow, sorted(acts, key=lambda act: (act.at, act.key))


def _story(path: Path) -> Iterator[Act]:
    story = forms.load(path)
    for number, line in enumerate(story["acts"], 1):
        at = _moment(line["at"])
        what = next(word for word in ("open", "do", "issue", "paper") if word in line)
        yield Act(f"{DOOR}:{path.stem}:{number:02}", story["name"], at, str(line.get("as", "")), what, line)


def _moment(value: Any) -> datetime:
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return moment.replace(tzinfo=zone())


def _played(act: Act) -> bool:
    """Whether the act is on record, to its last hand."""
    if act.what == "paper":
        return registry.paper_with_key(act.key) is not None
    return registry.key_used(f"{act.key}:{demo_hands.LAST}" if act.what == "issue" else act.key)


def play(act: Act, flow: Flow, printer: papers.Prints, told: Told) -> None:
    """One act of the script, through the desk."""
    {"open": _open, "do": _do, "issue": _issue, "paper": _paper}[act.what](act, flow, printer, told)


def _open(act: Act, flow: Flow, printer: papers.Prints, told: Told) -> None:
    said = {"kind": "", "flow": shelf.PROJECT_FLOW, **act.said["open"]}
    desk.open_project(**said, actor=Actor(act.person, DOOR), now=act.at, key=act.key)


def _paper(act: Act, flow: Flow, printer: papers.Prints, told: Told) -> None:
    said = act.said["paper"]
    desk.open_paper(said["template"], said["fields"], actor=Actor(act.person, DOOR), now=act.at, key=act.key)


def _do(act: Act, flow: Flow, printer: papers.Prints, told: Told) -> None:
    case = _flow_of(act.story, act.said["of"]) if "of" in act.said else _case(act.story)
    form = {name: _sent(case, value) for name, value in (act.said.get("form") or {}).items()}
    _take(case.code, act.said["do"], act.person, act.at, act.key, printer, told, form, act.said.get("reason", ""))


def _issue(act: Act, flow: Flow, printer: papers.Prints, told: Told) -> None:
    """A paper's whole 发文 flow, each hand in turn, on the day of signing."""
    paper = _drafted(act.story, act.said["issue"])

    def take(code: str, hand: demo_hands.Hand) -> None:
        _take(code, hand.action, hand.person, hand.at, hand.key, printer, told, hand.form, party=hand.party)

    demo_hands.Issue(paper, act.at, act.key, act.said, flow).play(take)


def _take(
    code: str,
    action: str,
    person: str,
    at: datetime,
    key: str,
    printer: papers.Prints,
    told: Told,
    form: Mapping[str, Any],
    reason: str = "",
    party: str = "",
) -> None:
    desk.take(
        code,
        action,
        actor=Actor(person, DOOR),
        now=at,
        printer=printer,
        form=form,
        reason=reason,
        key=key,
        party=party,
        progress=lambda job: told(f"{at:%Y-%m-%d} {code} {views.job_name(job)}"),
    )


def _case(story: str) -> registry.CaseRow:
    return next(case for case in registry.cases() if case.title == story)


def _flow_of(story: str, template: str) -> registry.CaseRow:
    return registry.case(_drafted(story, template).flow or "")


def _drafted(story: str, template: str) -> registry.PaperRow:
    """The paper an `issue` line means: the project's newest of that template, or the one opened by itself."""
    rows = [paper for paper in registry.papers() if paper.template == template]
    titled = [paper for paper in rows if paper.case and registry.case(paper.case).title == story]
    return (titled or [paper for paper in rows if paper.case is None])[-1]


def _sent(case: registry.CaseRow, value: Any) -> Any:
    """What a form brings: for the script's words, the file that they stand for."""
    if value == SCAN:
        return _scan(case)
    if isinstance(value, list):
        return [_photo(one) if str(one).startswith(PHOTO) else one for one in value]
    return value


def _photo(word: str) -> str:
    """One of the script's photographs, kept as if it had been sent with the form."""
    path = script_folder() / "photos" / word.removeprefix(PHOTO)
    return evidence.keep(path.name, path.read_bytes())


def _scan(case: registry.CaseRow) -> str:
    """A picture-only copy of the contract as it would come back from the scanner."""
    contract = drafts.latest(case.code, "项目合同书")
    typeset = next(version for version in reversed(contract.versions) if version.docx_sha)  # not an earlier scan of it
    pdf = registry.get(typeset.pdf_sha or "")
    scan = printing.scan_of(printing.pictures(pdf, SCAN_DPI), dpi=SCAN_DPI, mark="演示用签署件，不是真实签章")
    return registry.put(scan, f"{case.code}合同签署件.pdf", "application/pdf").sha


def _found(home: Path, folder: Path, at: datetime) -> None:
    """Found the invented office, or carry on with it; a folder that is somebody's real office is left alone."""
    if (home / "office.db").exists():
        registry.open(home)
        if registry.profile() and not registry.profile().get("demo"):
            raise Refused(f"「{home}」是正式的办公文件夹，演示不在里面进行，请用 --home 另指一个文件夹。")
    founding.found(home, folder / "office.yaml", actor=DOOR, now=at)
    demo_accounts.open_all(at)


def _bundles(at: datetime, out: Path, printer: papers.Prints, told: Told) -> Iterator[casefile.Bundle]:
    """Every project that has ended and left a paper."""
    for case in registry.cases(workflow="project"):
        if case.closed and registry.papers(case=case.code):
            told(f"组卷 {case.code}")
            folder = out / "案卷" / case.code
            yield casefile.bundle(case.code, folder, actor=Actor(DOOR, DOOR), now=at, printer=printer)


def _papers_out(out: Path) -> None:
    """Every paper's latest DOCX and PDF by project, so that a newcomer can look at them."""
    for paper in registry.papers():
        folder = out / "文书" / (paper.case or "领导小组")
        folder.mkdir(parents=True, exist_ok=True)
        for path, data in casefile.files_of(paper):
            (folder / path).write_bytes(data)
