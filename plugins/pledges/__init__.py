"""The portal's code: from Markdown files to a site. `plugin.py` is where it meets Pelican."""
