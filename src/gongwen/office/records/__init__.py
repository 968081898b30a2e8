"""存档: the journal read, backups, case files bound, running projects taken in."""
