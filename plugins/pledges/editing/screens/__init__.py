"""The editor's screens: a module for each, named after it, and what they share."""
