"""原稿: a draft as people have it, Word file or plain text, read into the parts of a paper with nothing lost."""

from gongwen.drafting.rough.reading import Enclosed, Rough, read_rough, read_rough_blocks, text_of_rough

__all__ = ["Enclosed", "Rough", "read_rough", "read_rough_blocks", "text_of_rough"]
