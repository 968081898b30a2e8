"""Many clerks, killed at random, papers sent twice, over New Year's Eve: 1..n in every year, every void explained."""

from __future__ import annotations

from pathlib import Path

import pytest

from kit import number_race

pytestmark = pytest.mark.slow


def test_numbers_run_from_one_without_gap_or_double_whatever_is_killed(memory: Path) -> None:
    home = memory / "race"
    number_race.found(home)
    sent = number_race.papers(home, 100)

    ran = number_race.run(home, sent, workers=4, kill_every=0.1)

    assert number_race.faults(home, sent, ran) == []
    assert ran.kills >= 3
    assert {one.signed_on.year for one in sent} == {2026, 2027}


def test_the_race_would_tell_a_gap_a_double_and_a_lost_number(memory: Path) -> None:
    """The judge of the race sees what it is there to see."""
    home = memory / "judged"
    number_race.found(home)
    sent = number_race.papers(home, 12)
    ran = number_race.run(home, sent, workers=1, kill_every=0)
    assert number_race.faults(home, sent, ran) == []

    extra = [*sent, number_race.papers(home, 1)[0]]
    told = number_race.faults(home, extra, ran)
    assert any("wanted 1.." in fault for fault in told) and any("0 numbers, 0 entries" in fault for fault in told)
