"""Putting a published site where visitors meet it: to a folder, over SSH, by SFTP, or to S3-compatible storage.

`plan` says what has to happen, from two manifests alone; each of the others makes it happen in its own way.
"""
