"""模板: a folder of template.docx and fields.yaml, checked, rendered, shipped."""
