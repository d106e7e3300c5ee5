"""The words that the builder itself adds to a book, and how text is set in type, in the book's language.

In: a language tag and data. Out: phrases, filled templates, text with a typographer's quotes and spaces.
It must not know what a book is, and keeps no language for the whole process: two books may be in two languages.
"""

from trustbook.words.languages import has_words, tags, words_for
from trustbook.words.phrases import Words, fill, names_in, phrases
from trustbook.words.plurals import Plural

__all__ = ["Plural", "Words", "fill", "has_words", "names_in", "phrases", "tags", "words_for"]
