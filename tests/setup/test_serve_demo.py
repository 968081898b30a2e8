"""make demo ends by serving the office, where somebody is there to look."""

from __future__ import annotations

import importlib.util
import socket
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("serve_demo", ROOT / "setup" / "serve_demo.py")
    assert spec and spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.mark.parametrize(
    ("surroundings", "terminal", "wanted"),
    [
        ({}, True, True),
        ({"SERVE": ""}, True, True),
        ({"SERVE": "1"}, True, True),
        ({"SERVE": "0"}, True, False),
        ({"CI": "true"}, True, False),
        ({"CI": "false"}, True, True),
        ({}, False, False),
    ],
)
def test_it_is_served_to_a_person_only(script: ModuleType, surroundings: dict, terminal: bool, wanted: bool) -> None:
    assert script.is_wanted(surroundings, terminal) is wanted


@pytest.mark.parametrize(
    ("given", "home"),
    [([], "demo-office"), (["--home", "甲"], "甲"), (["--out", "乙", "--home=丙"], "丙")],
)
def test_it_serves_the_office_that_was_made(script: ModuleType, given: list[str], home: str) -> None:
    command = script.command(given)
    assert command[1:4] == ["serve", "--home", home]


def test_a_busy_port_is_given_way_to(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setattr(script, "PORT", taken.getsockname()[1])
        assert script.command([])[-1] == "0"


def test_make_demo_hands_its_words_on() -> None:
    recipe = (ROOT / "Makefile").read_text("utf-8").partition("demo:  ##")[2].partition("\n\n")[0]
    assert "SERVE=$(SERVE) $(PYTHON) setup/serve_demo.py $(ARGS)" in recipe
