"""归档: arranges a case's papers, binds one PDF for reading, writes and verifies the bundle as a BagIt folder.

The bundle carries the originals untouched; the reading copy is a copy and says so. The order of work is `arranged` →
`contents` → (the office renders cover and contents) → `bind` → `write_bag` → `verify`.
"""

from gongwen.archiving.bag import file_name, write_bag
from gongwen.archiving.catalogue import Inventory, Row, contents, inventory
from gongwen.archiving.items import PHASES, ROLES, Item, Part, arranged
from gongwen.archiving.pdf_parts import count_pages
from gongwen.archiving.reading_copy import READING_COPY, bind
from gongwen.archiving.verification import Fault, info, verify

__all__ = [
    "PHASES",
    "READING_COPY",
    "ROLES",
    "Fault",
    "Inventory",
    "Item",
    "Part",
    "Row",
    "arranged",
    "bind",
    "contents",
    "count_pages",
    "file_name",
    "info",
    "inventory",
    "verify",
    "write_bag",
]
