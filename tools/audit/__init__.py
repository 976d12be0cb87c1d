"""`make audit`: dependencies against known weaknesses, HTML against the standard, pages with Lighthouse,
the README's commands on a bare Debian, and the nights there under a systemd that has booted.

The tools are fetched into .cache/audit/ when they are asked for; they are no part of the portal. What can't be run is
said plainly in docs/audit.md, never left out.
"""
