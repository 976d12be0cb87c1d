"""Files to typed, linked records: what lies in content/, how it is read, and what its words mean."""
