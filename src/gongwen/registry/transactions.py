"""一次登记: one transaction per act, its database errors in the office's words, the journal's head witnessed after."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import DatabaseError, connection, transaction

from gongwen.errors import Broken, GongwenError, Refused
from gongwen.registry import looking, store, witness
from gongwen.registry.database import BUSY_SECONDS

T = TypeVar("T")


@contextmanager
def writing(*, journalled: bool = True) -> Iterator[None]:
    """Everything inside is written, or nothing. Inside another `writing` it is a part of that one.

    What is not `journalled` (a lease) leaves the journal's head as it is.

    One writer at a time, so what is read inside cannot change before it is written: the journal is one chain, and
    every act ends with its next entry. SQLite begins with BEGIN IMMEDIATE; elsewhere a lock is taken first.
    """
    store.home()  # refuses in the office's words when no office is open
    looking.forget()
    outermost = not connection.in_atomic_block
    try:
        with transaction.atomic():
            if outermost:
                _wait_for_the_turn()
            yield
    except DatabaseError as error:
        raise explained(error) from error
    if outermost and journalled:
        witness.bring_forward()


@contextmanager
def one_moment() -> Iterator[None]:
    """Read everything inside as of one moment, however long it takes, while others go on writing. Nothing is written
    inside."""
    if connection.in_atomic_block:
        yield
        return
    with _reading(), transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


@contextmanager
def _reading() -> Iterator[None]:
    """SQLite's transactions of this thread begin without keeping other writers out."""
    usual = getattr(connection, "transaction_mode", None)
    connection.transaction_mode = "DEFERRED"
    try:
        yield
    finally:
        connection.transaction_mode = usual


def within(act: Callable[[], T]) -> T:
    """Do several things as one: all that `act` records is recorded together, or nothing. Its result is returned."""
    with writing():
        return act()


def _wait_for_the_turn() -> None:
    """PostgreSQL: let go with the transaction. (A locked row would not do: at the founding there is none.)"""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{BUSY_SECONDS}s"])
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TURN])


def explained(error: DatabaseError) -> Exception:
    """The database's complaint as one of our families; an unknown one is a programming error and stays as it is."""
    said = f"{getattr(error.__cause__, 'sqlstate', None)} {error}"
    for words, family, message in _COMPLAINTS:
        if words in said:
            return family(message)
    return error


_TURN = 0x67_6F_6E_67  # "gong": any number that no other program uses in an office's own database

# SQLite's words, or PostgreSQL's five-character codes and what its driver says of a lost server.
_COMPLAINTS: tuple[tuple[str, type[GongwenError], str], ...] = (
    ("database is locked", Refused, f"台账正被其他程序占用，等了 {BUSY_SECONDS} 秒仍未轮到，请稍后重试。"),
    ("database table is locked", Refused, "台账正被其他程序占用，请稍后重试。"),
    ("55P03", Refused, f"台账正被其他程序占用，等了 {BUSY_SECONDS} 秒仍未轮到，请稍后重试。"),
    ("40P01", Refused, "台账正被其他程序占用，本次未登记，请稍后重试。"),
    ("disk is full", Refused, "磁盘空间已满，本次未登记，请清出空间后重试。"),
    ("53100", Refused, "数据库服务器的磁盘空间已满，本次未登记，请清出空间后重试。"),
    ("readonly", Refused, "台账文件只读，本次未登记，请检查办公文件夹的权限后重试。"),
    ("25006", Refused, "数据库只许读，本次未登记，请检查数据库的设置后重试。"),
    ("unable to open", Refused, "台账文件打不开，请检查办公文件夹是否还在、权限是否正确。"),
    ("connection failed", Refused, "连不上数据库服务器，请检查地址、用户和密码，以及服务是否在运行。"),
    ("57P0", Refused, "数据库服务器正在停止，本次未登记，请待其恢复后重试。"),
    ("connection is closed", Refused, "与数据库服务器的连接断开了，本次未登记，请稍后重试。"),
    ("server closed the connection", Refused, "与数据库服务器的连接断开了，本次未登记，请稍后重试。"),
    ("malformed", Broken, "台账文件 office.db 已损坏，请停止办理并从备份恢复。"),
    ("not a database", Broken, "台账文件 office.db 不是数据库，请停止办理并从备份恢复。"),
    ("disk I/O error", Broken, "读写台账文件时磁盘出错，请检查磁盘，必要时从备份恢复。"),
)
