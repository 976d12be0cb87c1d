"""A review asked for at a hosted git by its REST API: GitHub's, and Forgejo's and Gitea's, which take the same words.

GitLab needs none of this: there the push itself asks (`git push -o merge_request.create`).
"""

_SECONDS = 30.0
_OPENED, _REFUSED_KEY, _NOT_FOUND = 201, (401, 403), 404
_ALREADY = (409, 422)
"""Gitea's answer where a review of the branch is open already, and GitHub's, which says it in words as well."""


class ReviewsError(Exception):
    """Why no review was asked for, in words for whoever looks after the portal. The key is never among them."""


class Reviews:
    """The reviews (pull requests) of a repository, whose own address in the API is `api`.

    Such as `https://api.github.com/repos/kommunen/loften`. `key` is a token that may read and open them.
    """

    def __init__(self, api: str, key: str) -> None:
        self._pulls = f"{api.rstrip('/')}/pulls"
        self._headers = {"authorization": f"token {key}", "accept": "application/json"}

    def ask(self, branch: str, onto: str, *, title: str, words: str) -> None:
        """Let there be a review of `branch`, which is to go onto `onto`. Raises ReviewsError."""
        import httpx2  # noqa: PLC0415 - not loaded where no forge is asked

        asked = {"title": title, "head": branch, "base": onto, "body": words}
        try:
            # No redirect is followed: the key goes to the address that the host has written, and nowhere else.
            answer = httpx2.post(self._pulls, json=asked, headers=self._headers, timeout=_SECONDS)
        except httpx2.HTTPError as error:
            raise ReviewsError(f"{self._pulls} svarade inte: {type(error).__name__}.") from error
        status = answer.status_code
        is_open = status in _ALREADY and "already exists" in answer.text
        if status == _OPENED or is_open:
            return
        if status in _REFUSED_KEY:
            raise ReviewsError(
                f"{self._pulls} tog inte emot nyckeln i token_file, eller den får inte be om granskning."
            )
        if status == _NOT_FOUND:
            raise ReviewsError(f"{self._pulls} finns inte, eller nyckeln i token_file får inte se arkivet.")
        raise ReviewsError(f"{self._pulls} svarade {status}: {' '.join(answer.text.split())[:300]}")
