"""应办: what the office asks of a unit, the signed copies and reports that come back, and a person's match."""
