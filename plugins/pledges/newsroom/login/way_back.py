"""Where one was going when the login came between."""

import re
from urllib.parse import urlencode

LOGIN = "/logga-in"
LOGOUT = "/logga-ut"
HOME = "/"
# Not two slashes, and no backslash, blank or control character: browsers read each of those as the way to another host.
_OWN_PATH = re.compile(r"/(?!/)[\x21-\x5b\x5d-\x7e]*")
_MOST_LETTERS = 2000


def own_path(text: str) -> str:
    """The path, where it is one of the editor's own and not the login's, else the first screen."""
    is_own = len(text) <= _MOST_LETTERS and _OWN_PATH.fullmatch(text) and not text.startswith((LOGIN, LOGOUT))
    return text if is_own else HOME


def login_for(wanted: str) -> str:
    """The login's address, for somebody who wanted another."""
    way = own_path(wanted)
    return LOGIN if way == HOME else f"{LOGIN}?{urlencode({'till': way})}"
