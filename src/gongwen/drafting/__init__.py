"""拟稿: from a paper's values and its template to a DOCX that meets GB/T 9704—2012."""
