"""Open the demonstration's office to browsers once it is made: what `make demo` ends with on somebody's own screen.

Left out where nobody is there to look: `SERVE=0`, on a build machine (`CI`), or without a terminal. Standard library
only, like everything in this folder.
"""

from __future__ import annotations

import argparse
import os
import socket
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

PROGRAM = Path(__file__).parent.parent / ".venv" / "bin" / "gongwen"
PORT = 8000


def command(arguments: Sequence[str]) -> list[str]:
    """The command that serves the office which `gongwen demo` with these arguments made."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--home", default="demo-office")
    home = parser.parse_known_args(list(arguments))[0].home
    return [str(PROGRAM), "serve", "--home", home, "--port", str(PORT if is_free(PORT) else 0)]


def is_wanted(surroundings: Mapping[str, str], at_a_terminal: bool) -> bool:
    """Whether somebody is there to look at it."""
    asked_not_to = surroundings.get("SERVE", "").strip() in ("0", "no", "false")
    building = surroundings.get("CI", "").strip().lower() not in ("", "0", "false")
    return at_a_terminal and not asked_not_to and not building


def is_free(port: int) -> bool:
    """Whether nothing else listens on this port of the machine itself."""
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


if __name__ == "__main__":
    if is_wanted(os.environ, sys.stdin.isatty() and sys.stdout.isatty()):
        found = command(sys.argv[1:])
        os.execv(found[0], found)
