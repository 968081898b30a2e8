"""台账往来: lists of the office as files that spreadsheets open, a workbook, CSV or JSON; knows openpyxl."""

from gongwen.exchanging.sheets import FORMATS, sheet_file

__all__ = ["FORMATS", "sheet_file"]
