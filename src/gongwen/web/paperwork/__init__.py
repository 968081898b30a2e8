"""拟稿: a paper on screen: begun, filled in beside its true page, its versions compared, an edited file handed in."""
