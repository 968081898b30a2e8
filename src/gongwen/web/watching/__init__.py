"""查看: what waits for whom, the lists of cases and papers, the search over all of it."""
