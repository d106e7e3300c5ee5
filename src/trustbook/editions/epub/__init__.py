"""The EPUB: for e-readers, phones and screen readers.

In: a `Book`, the printed pages' breaks and the cover picture. Out: one EPUB 3.3.
It must not know how pages are laid out.
"""
