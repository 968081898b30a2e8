"""文稿文字: the words that a paper is to show, without any layout."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Wording:
    """Title and addressees, the paragraphs of the body (a table's cells one by one), and of each attachment its title
    and its paragraphs."""

    title: str = ""
    recipients: str = ""
    body: tuple[str, ...] = ()
    attachments: tuple[tuple[str, tuple[str, ...]], ...] = ()
