"""文书: the papers on record: drafted, typeset, said yes to, corrected, numbered, sent, ended."""
