"""模板和流程: what the office works by: looked at, changed by two people, and brought to the cases that are running."""
