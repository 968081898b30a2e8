"""Reports and answers in Chromium: photographs go up as they are chosen; a decision says what can be done about it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kit.browser import Screen, screen
from kit.photos import a_photo, a_sheet
from kit.signing import at_decided, at_rectifying

pytestmark = pytest.mark.slow


def photo(word: str) -> dict[str, Any]:
    picture = a_photo(a_sheet(word, size=(1200, 900)), place=True, taken="2026:07:18 09:30:00")
    return {"name": f"{word}.jpg", "mimeType": "image/jpeg", "buffer": picture}


def looked_at(shown: Screen, page: Any, name: str) -> None:
    assert shown.axe(page) == [], name
    shown.picture(page, name)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} scrolls sideways"


@pytest.fixture
def rectifying(tmp_path: Path) -> Iterator[Screen]:
    at_rectifying(tmp_path / "office")
    with screen() as opened:
        yield opened


def test_a_rectification_is_answered_on_a_phone_with_photographs(rectifying: Screen) -> None:
    phone = rectifying.page("姚佳宁", phone=True)
    phone.goto("/unit/")
    phone.get_by_role("link", name="去填").click()
    phone.get_by_text("整改期限").first.wait_for()
    phone.locator("input[data-photos]").set_input_files([photo("A"), photo("B"), photo("A")])
    phone.locator(".photo").nth(1).wait_for()
    assert phone.locator(".photo").count() == 2
    phone.get_by_text("2 张照片已经传上来，还没有交给办公室：点「报送整改」才算交。不交的去掉勾，不进案卷").wait_for()
    looked_at(rectifying, phone, "unit-rectify-phone")

    phone.get_by_role("button", name="报送整改").click()
    phone.get_by_text("没有交成，请改正下面标出的各处").wait_for()
    assert phone.locator("input[name=rectification_photos-kept]:checked").count() == 2
    looked_at(rectifying, phone, "unit-rectify-wrong-phone")
    phone.get_by_label("整改情况").fill("已经逐户回访补记，周六值守从7月6日起增加。")
    phone.get_by_role("button", name="报送整改").click()
    phone.get_by_text("「报送整改」已经交了").wait_for()
    looked_at(rectifying, phone, "unit-rectified-phone")
    assert [told for told in rectifying.complaints if "422" not in told] == []


def test_a_decision_is_read_with_its_reasons(tmp_path: Path) -> None:
    code = at_decided(tmp_path / "office").code
    with screen() as shown:
        for is_phone, kind in ((True, "phone"), (False, "desk")):
            page = shown.page(_owner(), phone=is_phone)
            page.goto(f"/unit/{code}/")
            page.get_by_text("每一项得了多少分，为什么").click()
            assert "申请复核" in page.inner_text("main")
            looked_at(shown, page, f"unit-decision-{kind}")
        assert shown.complaints == []


def _owner() -> str:
    return "童月"
