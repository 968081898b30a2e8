"""命令行: `python -m gongwen.cli`, the same as `gongwen`, for processes that start one another."""

from gongwen.cli import main

main()
