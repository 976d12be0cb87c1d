"""What readers are told of: announcements as RSS, Atom, iCalendar and OPML, and the pages about following."""
