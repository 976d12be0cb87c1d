"""Other portals of this kind: their open data fetched, checked and laid among the content, each speaking for its own alone."""
