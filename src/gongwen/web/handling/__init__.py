"""办理: the page of a case and everything a clerk does with it: open, take a move, countersign, send out, remind."""
