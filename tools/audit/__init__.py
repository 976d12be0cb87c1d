"""`make audit`: dependencies against known weaknesses, HTML against the standard, pages with Lighthouse, and
the README's commands on a bare Debian.

The tools are fetched into .cache/audit/ when they are asked for; they are no part of the portal. What can't be run is
said plainly in docs/audit.md, never left out.
"""
