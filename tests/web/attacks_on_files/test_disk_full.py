"""磁盘满了: an upload that cannot be written is told with what, whose and what then; nothing half done is left."""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from PIL import Image

from gongwen import registry
from gongwen.office import desk
from gongwen.office.people import Actor
from gongwen.web import answers
from kit.office import an_office
from kit.web import client_for, text_of

OWNER, UNIT = "许明辉", "临溪县青溪镇人民政府"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Path]:
    yield an_office(tmp_path / "office")
    registry.close()


def a_photograph() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.effect_noise((700, 600), 50).save(out, "JPEG")
    return SimpleUploadedFile("现场.jpg", out.getvalue(), "image/jpeg")


def sent(code: str, photograph: Any) -> Any:
    photograph.seek(0)
    client = client_for(OWNER, raise_request_exception=False)
    return client.post(f"/unit/{code}/photo/", {"photo": photograph})


def test_a_full_disk_is_told_and_the_same_photograph_is_taken_once_there_is_room(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = datetime.now(UTC)
    code = desk.open_project("助学项目", kind="经济帮扶", unit=UNIT, actor=Actor(OWNER), now=now).code
    files, photograph = set((office / "files").rglob("*")), a_photograph()

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        refused = sent(code, photograph)
    assert refused.status_code == 507
    assert "磁盘已满或写不进去" in text_of(refused) and "请维护人员清理" in text_of(refused)
    assert {one for one in (office / "files").rglob("*") if one.is_file()} <= files

    assert [sent(code, photograph).status_code for _ in range(2)] == [200, 200]
    check = registry.verify_store()
    assert (check.faults, check.strangers) == ((), ())
    assert len({one for one in (office / "files").rglob("*") if one.is_file()} - files) == 1


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.EROFS, "Read-only file system"), True),
        (OperationalError("database or disk is full"), True),
        (OperationalError("database is locked"), False),
        (FileNotFoundError(errno.ENOENT, "none"), False),
    ],
)
def test_only_what_is_the_disk_s_fault_is_called_so(error: Exception, told: bool) -> None:
    assert answers.disk_refuses(error) is told
