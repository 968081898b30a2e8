"""经办: decide → record (one transaction) → do (jobs); the only place that knows all rooms."""
