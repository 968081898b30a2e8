"""人员: who is on duty on which day, who stands in for whom, who may see what; the calendar, the group's list."""
