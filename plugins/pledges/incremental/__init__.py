"""Doing again only what has changed: scanning, fingerprints, a cache, atomic output, parallel work. Knows nothing of pledges."""
