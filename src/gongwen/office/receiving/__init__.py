"""收件: what comes in from outside as files, judged by its content before anything else sees it."""
