"""审核: what waits for a reviewer, one decision on one page, scoring, several alike at once, deputies, on paper."""
