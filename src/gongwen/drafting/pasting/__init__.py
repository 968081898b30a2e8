"""粘贴: body text out of Word, WPS or any page as the clipboard holds it, as clean text with its numbers typed out."""

from gongwen.drafting.pasting.cleaning import Pasted, pasted

__all__ = ["Pasted", "pasted"]
