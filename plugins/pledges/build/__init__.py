"""One run: which units are stale, and what they make."""
