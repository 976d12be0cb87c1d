"""What has been published and what has happened: the publication log, the site's log, protected texts, events, old addresses, a day's snapshot."""
