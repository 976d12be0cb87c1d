"""A page that somebody else laid out, as text, and what it says of a record: suggestions with their sentences."""
