"""What has been published and what has happened: the publication log, protected texts, events, old addresses, a day's snapshot."""
