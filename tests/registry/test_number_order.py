"""Whatever is reserved, assigned, taken, given up and taken over in whatever order, the ledger is what a simple model
of it says, and stays gapless, explained and true to the journal."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from gongwen import numbering, registry
from gongwen.document.reference import Reference
from gongwen.errors import BadInput, GongwenError, Refused
from gongwen.registry import OrganRow

NOW = datetime(2027, 1, 4, 1, tzinfo=UTC)
BY = {"actor": "石磊", "now": NOW}
SERIES = st.sampled_from([("青帮办", 2026), ("青帮办", 2027), ("青帮办函", 2027)])
REASONS = st.sampled_from(["印错", "不再发文"])


@dataclass
class Known:
    """What the model knows of one number."""

    state: str
    paper: int | None = None
    reason: str = ""


class Ledger(RuleBasedStateMachine):
    """Rows as a plain dictionary; every act is done there by the few words of its rule and compared."""

    def __init__(self, founded: Path, memory: Path) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp(dir=memory)) / "office"
        shutil.copytree(founded, self.home)
        registry.open(self.home)
        registry.add_organ(OrganRow(name="青禾市民政局"), **BY)
        registry.add_person("陆文渊", **BY)
        registry.appoint("陆文渊", "青禾市民政局", "局长", ("签发人",), date(2026, 1, 1), **BY)
        self.model: dict[tuple[str, int], list[Known]] = {}
        self.papers = [self.a_paper() for _ in range(4)]

    def teardown(self) -> None:
        registry.close()
        shutil.rmtree(self.home.parent)

    def a_paper(self) -> int:
        return registry.add_paper(
            case=None, template="t", template_hash="h", kind="通知", title="通知", inputs={}, **BY
        ).id

    def held(self, paper: int | None) -> tuple[tuple[str, int], int, Known] | None:
        for series, rows in self.model.items():
            for serial, known in enumerate(rows, 1):
                if paper is not None and known.paper == paper:
                    return series, serial, known
        return None

    def draw_number(self, data) -> tuple[Reference, Known]:
        rows = [
            (Reference(*series, n), known) for series, all_ in self.model.items() for n, known in enumerate(all_, 1)
        ]
        return data.draw(st.sampled_from(rows))

    def refused_unless(self, allowed: bool, act):
        """The act goes through exactly when the model allows it; what it returns."""
        if allowed:
            return act()
        with pytest.raises(GongwenError):
            act()
        return None

    @rule(data=st.data(), series=SERIES)
    def take(self, data, series):
        paper = data.draw(st.sampled_from([*self.papers, None])) or self.a_paper()
        if paper not in self.papers:
            self.papers.append(paper)
        held = self.held(paper)
        if held is None:
            rows = self.model.setdefault(series, [])
            rows.append(Known("已用", paper))
            wanted = Reference(*series, len(rows))
        else:
            (own, _, known), wanted = held, Reference(*held[0], held[1])
            if known.state == "作废" or (known.state == "预留" and own != series):
                with pytest.raises(Refused):
                    registry.take_number(paper, *series, **BY)
                return
            known.state = "已用"
        for _ in range(data.draw(st.integers(1, 2))):
            assert registry.take_number(paper, *series, **BY) == wanted

    @rule(data=st.data(), series=SERIES, purpose=st.sampled_from(["会议通知", "助学通知"]), bound=st.booleans())
    def reserve(self, data, series, purpose, bound):
        paper = data.draw(st.sampled_from(self.papers)) if bound else None
        rows = self.model.setdefault(series, [])
        same = [n for n, known in enumerate(rows, 1) if known == Known("预留", paper, purpose)]
        made = self.refused_unless(
            bool(same) or self.held(paper) is None,
            lambda: registry.reserve_number(*series, purpose, paper=paper, **BY),
        )
        if made:
            rows += [] if same else [Known("预留", paper, purpose)]
            assert made.reference == Reference(*series, same[0] if same else len(rows))
        elif not rows:
            del self.model[series]

    @precondition(lambda self: self.model)
    @rule(data=st.data())
    def assign(self, data):
        (reference, known), paper = self.draw_number(data), data.draw(st.sampled_from(self.papers))
        fits = known.state == "预留" and (known.paper == paper or (known.paper is None and self.held(paper) is None))
        if self.refused_unless(fits, lambda: registry.assign_reserved(reference, paper, **BY)):
            known.paper = paper

    @precondition(lambda self: self.model)
    @rule(data=st.data())
    def release(self, data):
        reference, known = self.draw_number(data)
        if self.refused_unless(known.state == "预留", lambda: registry.release_reserved(reference, **BY)):
            known.paper = None

    @precondition(lambda self: self.model)
    @rule(data=st.data(), reason=REASONS, approver=st.sampled_from(["陆文渊", "陆文渊", "石磊", ""]))
    def void(self, data, reason, approver):
        reference, known = self.draw_number(data)
        again = known.state == "作废" and (known.reason, approver) == (reason, "陆文渊")
        fits = again or (approver == "陆文渊" and known.state in ("预留", "已用"))
        act = {"reason": reason, "approver": approver, **BY}
        if self.refused_unless(fits, lambda: registry.void_number(reference, **act)) and not again:
            known.paper = None if known.state == "预留" else known.paper
            known.state, known.reason = "作废", reason

    @rule(series=SERIES, up_to=st.integers(0, 3))
    def adopt(self, series, up_to):
        before = self.model.get(series, [])
        taken_over = [known for known in before if known.reason == "登记簿" and known.state == "已用"]
        again = bool(taken_over) and len(taken_over) == up_to and before[:up_to] == taken_over
        if any(known.state == "作废" and known.paper is None for known in before):
            return  # whether a number given up since was taken over is the registry's own business
        act = {"up_to": up_to, "because": "登记簿", **BY}
        fits = again or (not before and up_to > 0)
        if self.refused_unless(fits, lambda: registry.adopt_numbers(*series, **act)) and not again:
            self.model[series] = [Known("已用", None, "登记簿") for _ in range(up_to)]

    @rule(series=SERIES, ahead=st.integers(-1, 3), explained=st.booleans())
    def adopt_one(self, series, ahead, explained):
        rows = self.model.get(series, [])
        serial = len(rows) + ahead
        gap = max(0, ahead - 1)
        why = {"skipped_because": "看错登记簿", "approver": "陆文渊"} if explained else {}
        known = rows[serial - 1] if 1 <= serial <= len(rows) else None
        again = known == Known("已用", None, "第9页")
        fits = again or (ahead >= 1 and explained == (gap > 0))
        act = {"title": "通知", "because": "第9页", **why, **BY}
        try:
            done = registry.adopt_number(Reference(*series, serial), **act)
        except (BadInput, Refused):
            assert not fits
            return
        assert fits and done.reference.serial == serial
        if not again:
            rows = self.model.setdefault(series, [])
            rows += [Known("跳号", None, "看错登记簿") for _ in range(gap)] + [Known("已用", None, "第9页")]

    @invariant()
    def the_ledger_is_the_model(self):
        wanted = {
            Reference(*series, serial): (known.state, known.paper)
            for series, rows in self.model.items()
            for serial, known in enumerate(rows, 1)
        }
        assert {row.reference: (row.state, row.paper) for row in registry.numbers()} == wanted

    @invariant()
    def it_is_gapless_explained_and_true_to_the_journal(self):
        lines = [
            numbering.Line(
                reference=row.reference, state=row.state, origin=row.origin, reason=row.reason, approver=row.approver
            )
            for row in registry.numbers()
        ]
        assert numbering.findings(lines) == ()
        assert registry.number_history().faults == ()


@pytest.mark.slow
def test_the_ledger_stays_what_a_simple_model_says(founded, memory):
    run_state_machine_as_test(
        lambda: Ledger(founded, memory),
        settings=settings(
            max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
    registry.close()
