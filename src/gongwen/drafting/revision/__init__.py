"""改稿: what a DOCX says (not how it looks), what no version may hide, what changed, and the 花脸稿 that shows it."""
