"""Stage 3, check: judge the manuscript before anything is written.

In: a `Book`. Out: findings.
It must not change the book, and only the check of dates may know today's.
"""
