"""命令行: the library's twin. Translates arguments, makes one office call, translates back; the one error handler."""

from gongwen.cli.main import main

__all__ = ["main"]
