"""Pages in other languages than Swedish: only of what is translated, and with what isn't marked as Swedish."""
