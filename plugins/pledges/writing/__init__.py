"""For those who write: the schemas for editors, the writing guide, and `make new`. All come from the records' fields."""
