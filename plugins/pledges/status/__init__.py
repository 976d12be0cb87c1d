"""Where a record stands on a day: states, follow-ups, promised against done, the five steps, and their labels."""
