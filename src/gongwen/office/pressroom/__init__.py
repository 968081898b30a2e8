"""文印: a paper drafted, printed, settled, checked and delivered as files; works without any office."""
