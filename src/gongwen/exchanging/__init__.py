"""台账往来: lists of the office as files that spreadsheets open, and such lists read back; knows openpyxl."""

from gongwen.exchanging.rosters import MOST_ROWS, Line, Listed, plain, read_list
from gongwen.exchanging.sheets import FORMATS, sheet_file

__all__ = ["FORMATS", "MOST_ROWS", "Line", "Listed", "plain", "read_list", "sheet_file"]
