"""归档: what each case's file should hold and holds, bundles, their verification, and the journal."""
