"""事项: what single flows need beyond the general: meetings, changes of the group, scores, layers."""
