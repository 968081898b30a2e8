"""台账和名册: the numbers of papers, the leading group's list, organs and people, the working calendar."""
