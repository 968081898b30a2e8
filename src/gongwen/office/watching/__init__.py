"""查看: the records as rows that a door can show, what waits for whom, what goes out as a list."""
