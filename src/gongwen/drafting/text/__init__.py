"""主体: what a paper says and how it is set: content, titles, numbers kept whole, tables, pictures, attachments."""
