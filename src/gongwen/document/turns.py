"""轮流: one lock for what a process may do only once at a time.

PDFium keeps its state in the process, not in the document: while one thread reads a PDF no other may, in whichever room
it works. Rooms know nothing of each other, so the lock lies on the floor under them.
"""

from __future__ import annotations

import threading

PDFIUM = threading.Lock()
"""Held while PDFium works on a document, from opening it to closing it."""
