"""公文: the paper as frozen values, and the standard's figures; standard library only."""
