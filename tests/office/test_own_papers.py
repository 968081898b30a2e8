"""What a unit signed or was sent lies on its own desk: it may read it whatever step its project is at."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from gongwen import registry
from gongwen.office import desk
from gongwen.office.people import Actor
from gongwen.office.staffing import privacy
from kit.quick import blank_page
from kit.signing import CLERK, OTHER_OWNER, OWNER, at_signing, contract

NOW = datetime(2026, 4, 8, 2, 30, tzinfo=UTC)


@pytest.fixture
def signed(tmp_path: Path) -> registry.PaperRow:
    """The contract, signed and filed; the project has gone on to its inspection."""
    code = at_signing(tmp_path / "office").code
    assert privacy.why_closed(contract(), OWNER, NOW) == ""
    scan = registry.put(blank_page(), "签署件.pdf", "application/pdf").sha
    form = {"signed_on": "2026-04-08", "signed_scan": scan}
    desk.take(code, "签订", actor=CLERK, now=NOW, printer=None, form=form)
    desk.carry_on(code, now=NOW, printer=None)  # type: ignore[arg-type]
    return contract()


def test_a_unit_reads_the_contract_it_signed_at_any_later_step(signed):
    assert privacy.holds_personal(signed) and signed.filed
    assert privacy.why_closed(signed, OWNER, NOW) == ""


@pytest.mark.parametrize("person", [OTHER_OWNER, Actor("夏知秋"), Actor("章若水")])
def test_nobody_elses_unit_and_no_other_role_does(signed, person):
    assert "不能看原件" in privacy.why_closed(signed, person, NOW)


def test_a_unit_reads_the_application_it_wrote(signed):
    application = next(paper for paper in registry.papers() if paper.template == "立项申报书")

    assert privacy.holds_personal(application)
    assert privacy.why_closed(application, OWNER, NOW) == ""
    assert "不能看原件" in privacy.why_closed(application, OTHER_OWNER, NOW)


def test_whoever_was_sent_a_paper_reads_it(signed):
    by = {"actor": "石磊", "now": NOW}
    registry.add_recipient(signed.id, "梧桐社工站", **by)
    assert "不能看原件" in privacy.why_closed(signed, OTHER_OWNER, NOW)

    registry.send_paper(signed.id, "梧桐社工站", how="专人送达", **by)

    assert privacy.why_closed(signed, OTHER_OWNER, NOW) == ""
