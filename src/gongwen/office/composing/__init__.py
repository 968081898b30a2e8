"""拟稿单: a paper drafted at a desk: begun, filled in field by field, seen as the true page, saved, compared."""
