"""版面: what stands around the text: the heads of the four formats, sign-off and seals, 版记, page numbers."""
