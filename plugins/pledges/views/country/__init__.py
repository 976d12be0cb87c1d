"""Pages that gather from many municipalities, made from summaries and never from their records."""
