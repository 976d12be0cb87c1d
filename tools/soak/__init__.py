"""The long proofs: `make soak` runs them and writes docs/soak.md.

A short form of each runs with the tests; the servers and the content are the tests' own.
"""
