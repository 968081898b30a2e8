"""总览: the leader's page: how far the year's projects have come, what is late with whom, money and scores."""
