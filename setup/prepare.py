#!/usr/bin/env python3
"""准备: make this checkout ready to run: programs, packages, browser scripts, fonts. Quick when nothing is to do.

    python3 setup/prepare.py          what `gongwen` itself needs
    python3 setup/prepare.py --dev    also what the tests need

Standard library only. May be interrupted and started again; a second run waits for the first. Exit 5 when something is
missing that it may not install itself.
"""

from __future__ import annotations

import os
import shutil
import sys

OLDEST = (3, 11)
NEWER_NAMES = ("python3.13", "python3.12", "python3.11")


def use_newer_python():
    """Go on under a newer Python when this one is too old; say so and stop when there is none."""
    found = next(filter(None, map(shutil.which, NEWER_NAMES)), None)
    if found:
        os.execv(found, [found, *sys.argv])
    sys.exit(
        "［准备］本机的 Python 是 {}.{}，公文需要 3.11 以上，请安装后重试"
        "（Debian 12 或更新的系统：sudo apt-get install python3）。".format(*sys.version_info)
    )


def main(arguments: list[str]) -> int:
    import npm
    import packages
    import programs
    import scripts
    from told import Stop, locked, tell

    dev = "--dev" in arguments
    try:
        with locked():
            programs.prepare(dev=dev)
            changed = packages.prepare(dev=dev)
            try:
                scripts.prepare(dev=dev)
                packages.run("setup/fonts.py")
            finally:
                npm.give_back()
            if changed:
                tell("准备好了。")
        return 0
    except Stop as reason:
        tell(str(reason))
        return 5
    except KeyboardInterrupt:
        tell("已中断。再次运行同一命令即可接着准备。")
        return 130


if __name__ == "__main__":
    if sys.version_info < OLDEST:
        use_newer_python()
    sys.exit(main(sys.argv[1:]))
