"""`make docs`: the writing guide, the JSON Schemas and the settings' list, made from the fields themselves."""
