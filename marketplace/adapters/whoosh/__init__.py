"""The search port over Whoosh 2.7.4: plain index files in a folder, read whole into memory.

`engine` is the way in. `files` keeps the folder, `library` is the only module that calls Whoosh, `words` decides what
counts as the same word, `snapshot` is one state of the index, and the other modules answer questions from it.
"""
