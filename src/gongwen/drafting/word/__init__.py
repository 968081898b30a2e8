"""文字处理文件: the pieces a Word file of ours is made of: styles, page set-up, bands of known height, packages."""
