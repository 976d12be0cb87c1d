"""The editor served, to several who log in: their drafts, a second person's sign-off, and publishing."""
