"""Värdens egna inställningar, i innehållets eget arkiv. Allt som inte står här är som i portalens publishconf.py."""

from publishconf import *  # noqa: F403 - Pelican's own way to build on another settings file
from publishconf import PORTAL as AS_IT_IS

PORTAL = {
    **AS_IT_IS,
    "address": "https://loften.example",
    "contact_email": "",
}
