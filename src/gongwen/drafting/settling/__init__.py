"""复排: from one measured print to a better fit for the next."""
