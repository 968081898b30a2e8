"""裁定: what may be done with a case now, by whom, what is missing; the decision and its explanation."""
