"""Read the dialect: one chapter's Markdown becomes an element tree that knows where each thing was typed.

In: a `SourceFile`. Out: a `Parsed` tree with the builder's marks, and findings.
It must not know other chapters, the reading list or any output format. Only this folder imports Python-Markdown, and
where every chapter was read before and is kept, nothing does.
"""
