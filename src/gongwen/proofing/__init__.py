"""核稿: reads a rendered paper as plain figures and tells what departs from the standard.

`measure` turns a PDF into figures, `page_outline` those into text that reads in a diff, `findings` holds them against
the rules.
"""
