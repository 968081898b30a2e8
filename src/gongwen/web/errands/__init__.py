"""差事: long work on screen: what a case's moves owe, what people asked for, its progress, and what it made."""
