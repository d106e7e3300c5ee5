"""The driver: which editions have changed, in what order they are made, and writing them.

In: a folder and the editions wanted. Out: a `Report`, and files in the output folder.
Only this package writes there. It must not know any edition by its name.
"""
