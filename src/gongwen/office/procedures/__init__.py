"""规程: the office's own templates, workflows and rubrics: read, published, checked, walked, migrated."""
