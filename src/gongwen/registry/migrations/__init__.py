"""台账表的沿革: how the tables came to be; one step a file, named by what it does."""
