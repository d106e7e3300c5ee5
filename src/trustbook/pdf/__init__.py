"""What is special to PDF: standards, the structure tree, boxes and marks, and reading files back.

In: PDF objects or files. Out: the same objects finished, or what they say.
It must not know books, editions or how pages came about.
"""
