"""What must hold of the content. Pure: no clock, no files, nothing printed.

`checking.py` runs every rule over every record, and loads them all; the modules here can be had without it.
"""
