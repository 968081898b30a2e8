"""接口: a program with a person's token may do what that person may and nothing else; refusals are JSON sentences."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from gongwen import registry
from gongwen.office.people import Actor
from gongwen.office.staffing import accounts, signing_in, tokens
from kit import browser, web
from kit.closed import a_whole_year
from kit.hashing import quickly_hashed
from kit.office import FOUNDED, an_office, story
from kit.photos import a_photo, a_sheet
from kit.quick import quick

OWN_PASSWORD = "青禾-2026-帮扶办"
CLERK, UNIT_PERSON = "周晓岚", "许明辉"
OPENING = {
    "title": "青溪镇冬春临时救助项目",
    "kind": "紧急救助",
    "unit": "临溪县青溪镇人民政府",
    "key": "api-open-0001",
}


@pytest.fixture(autouse=True)
def quick_hashes() -> Iterator[None]:
    with quickly_hashed():
        yield


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    quick(monkeypatch)
    return an_office(tmp_path / "office")


def token_of(person: str, login: str) -> str:
    """A token of the person's, with an account opened for it."""
    owner = accounts.Keeper(Actor("系统", "命令行", "test"), owner=True)
    first = accounts.open_account(person, login, keeper=owner, now=FOUNDED).password
    attempt = signing_in.Attempt("127.0.0.1", "网页", FOUNDED)
    signing_in.change_password(person, first, OWN_PASSWORD, OWN_PASSWORD, attempt)
    return tokens.issue(person, "测试程序", 30, now=datetime.now(UTC)).secret


class Program:
    """A program that speaks to the REST door with one person's token."""

    def __init__(self, token: str) -> None:
        self._client = web.client_for()
        self._headers = {"authorization": f"Bearer {token}"} if token else {}

    def get(self, path: str, **query: Any) -> Any:
        return self._client.get(f"/api/v1{path}", query, headers=self._headers)

    def post(self, path: str, body: Any) -> Any:
        return self._client.post(f"/api/v1{path}", body, content_type="application/json", headers=self._headers)


@pytest.fixture
def clerk(office: Path) -> Program:
    return Program(token_of(CLERK, "zhouxl"))


def test_without_a_token_nothing_is_told(office: Path) -> None:
    answer = Program("").get("/projects")
    assert answer.status_code == 401
    assert "令牌" in answer.json()["errors"][0]


def test_a_session_in_the_browser_opens_nothing_here(office: Path) -> None:
    assert web.client_for(CLERK).get("/api/v1/me").status_code == 401


def test_a_recalled_token_is_good_for_nothing(office: Path) -> None:
    program = Program(token_of(CLERK, "zhouxl"))
    assert program.get("/me").json()["person"] == CLERK
    tokens.recall(tokens.listed(CLERK, datetime.now(UTC))[0]["id"], CLERK, now=datetime.now(UTC))
    assert program.get("/me").status_code == 401


def test_a_project_is_opened_once_however_often_it_is_asked_for(clerk: Program) -> None:
    first, again = clerk.post("/projects", OPENING), clerk.post("/projects", OPENING)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json()["code"] == again.json()["code"]
    assert clerk.get("/projects").json()["total"] == 1


def test_another_s_program_under_the_same_key_gets_a_project_of_its_own(clerk: Program) -> None:
    code = clerk.post("/projects", OPENING).json()["code"]
    other = Program(token_of("范守田", "fanst"))
    mine = other.post("/projects", {**OPENING, "unit": "桃园县柳林村村民委员会"})
    assert mine.status_code == 201 and mine.json()["code"] != code
    assert code not in other.post("/projects", OPENING).content.decode(), "nor is it told by naming the other's unit"


def test_a_program_walks_a_project_on_by_one_step(clerk: Program, tmp_path: Path) -> None:
    """As a script of the office would: open, ask what is to be done, hand a file in, do it twice by one key, read."""
    code = clerk.post("/projects", OPENING).json()["code"]
    form = next(act for act in story("01") if act.said.get("do") == "提交").said["form"]
    scan = tmp_path / "说明.png"
    scan.write_bytes(picture := a_photo(a_sheet("说明", (200, 300)), kind="PNG"))
    with scan.open("rb") as handle:
        kept = clerk._client.post("/api/v1/files", {"file": handle}, headers=clerk._headers)
    assert kept.status_code == 201 and registry.get(kept.json()["sha"]) == picture
    assert [one["open"] for one in clerk.get(f"/projects/{code}/moves").json() if one["action"] == "提交"] == [True]
    move = {"action": "提交", "form": form, "key": "step-0001"}
    first, again = (clerk.post(f"/projects/{code}/moves", move) for _ in range(2))
    assert (first.status_code, again.status_code) == (200, 200), first.content.decode()
    assert (first.json()["target"], first.json()["repeated"], again.json()["repeated"]) == ("审核", False, True)
    whole = clerk.get(f"/projects/{code}").json()
    assert (whole["stage"], [event["action"] for event in whole["events"]]) == ("审核", ["开始办理", "提交"])
    assert [job["state"] for job in clerk.get(f"/projects/{code}/jobs").json()] != []
    assert clerk.get("/numbers").json()["journal_count"] > 0
    wrong = clerk.post(f"/projects/{code}/moves", {**move, "action": "不存在的一步", "key": "step-0002"})
    assert wrong.status_code == 409 and wrong.json()["errors"]


@pytest.mark.parametrize("query", [{"page": 0}, {"size": 201}, {"size": "x"}, {"page": 100_001}])
def test_a_page_of_a_list_has_its_limits(clerk: Program, query: dict[str, Any]) -> None:
    answer = clerk.get("/projects", **query)
    assert (answer.status_code, list(answer.json())) == (422, ["errors"])


def test_what_is_missing_for_a_move_is_told_as_at_the_counter(clerk: Program) -> None:
    code = clerk.post("/projects", OPENING).json()["code"]
    [submit, *_] = clerk.get(f"/projects/{code}/moves").json()
    assert submit["action"] == "提交"
    answer = clerk.post(f"/projects/{code}/moves", {"action": "提交", "key": "api-take-0001"})
    assert answer.status_code == 409
    assert any("申报依据" in sentence for sentence in answer.json()["errors"])


def test_an_unknown_name_in_what_is_sent_is_a_mistake(clerk: Program) -> None:
    answer = clerk.post("/projects", {**OPENING, "colour": "red"})
    assert answer.status_code == 422
    assert "colour" in answer.json()["errors"][0]


def test_a_case_that_is_not_there_is_not_found(clerk: Program) -> None:
    assert clerk.get("/projects/QHBF-2026-999").status_code == 404


def test_a_unit_sees_its_own_projects_and_of_others_not_even_that_they_are(clerk: Program) -> None:
    code = clerk.post("/projects", OPENING).json()["code"]
    own, other = Program(token_of(UNIT_PERSON, "xumh")), Program(token_of("姚佳宁", "yaojn"))
    assert own.get(f"/projects/{code}").json()["title"] == OPENING["title"]
    refused = other.get(f"/projects/{code}")
    assert refused.status_code == other.get("/projects/QHBF-2026-999").status_code == 403
    assert other.get("/projects").json() == {"total": 0, "items": []}
    assert other.get("/numbers").status_code == 403


def test_a_file_is_taken_by_what_it_is_not_by_its_name(clerk: Program, tmp_path: Path) -> None:
    false = tmp_path / "扫描件.pdf"
    false.write_bytes(b"MZ not a pdf")
    with false.open("rb") as handle:
        answer = clerk._client.post("/api/v1/files", {"file": handle}, headers=clerk._headers)
    assert answer.status_code == 409


@pytest.mark.slow
def test_papers_and_their_files_come_out_as_they_are_kept(tmp_path: Path) -> None:
    a_whole_year(tmp_path / "office")
    program = Program(token_of(CLERK, "zhouxl"))
    [paper, *_] = program.get("/papers").json()["items"]
    [row] = registry.papers(flow=paper["flow"])
    answer = program.get(f"/papers/{paper['flow']}/files/docx")
    assert answer.status_code == 200 and answer.content == registry.get(row.versions[-1].docx_sha or "")
    [series] = [one for one in program.get("/numbers").json()["series"] if one["last"] >= 1][:1]
    assert series["faults"] == []


@pytest.mark.slow
def test_schemathesis_finds_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Thousands of good and bad requests against a live server: every answer is one that openapi.json describes."""
    quick(monkeypatch)
    a_whole_year(tmp_path / "office")
    token = token_of(CLERK, "zhouxl")
    with browser.serving() as address:
        tried = subprocess.run(
            [Path(sys.executable).with_name("schemathesis"), "run", f"{address}/api/v1/openapi.json",
             "-H", f"Authorization: Bearer {token}", "-n", "25", "--no-color", "--seed", "20261122",
             "--phases", "examples,coverage,fuzzing,stateful"],
            capture_output=True, text=True, check=False, cwd=tmp_path,
        )  # fmt: skip
    assert tried.returncode == 0, tried.stdout[-6000:]
