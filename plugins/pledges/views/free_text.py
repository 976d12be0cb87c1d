"""A record's free text on its page: clean HTML, with links that lead to the pages of the files they name."""

from pledges import urls
from pledges.content import markdown
from pledges.content.record import Record
from pledges.content.register import municipality_identity
from pledges.history.snapshot import Snapshot
from pledges.i18n import SOURCE_LANGUAGE, _
from pledges.views.translated.shown import has_page_in


def body_html(snapshot: Snapshot, record: Record) -> str:
    """The record's free text as clean HTML with rooted links."""
    return html_of(snapshot, record.path, record.body)


def html_of(snapshot: Snapshot, file: str, body: str, *, language: str = SOURCE_LANGUAGE) -> str:
    """The free text of the file at `file` as clean HTML with rooted links, which lead to pages in `language` where there are."""

    def resolve(href: str) -> str | None:
        inside = markdown.path_inside(file, href)
        if inside is None:
            return None
        path, anchor = inside
        if path.endswith(".md"):
            identity = path.removesuffix(".md")
            parts = identity.split("/")
            is_municipality = len(parts) == 3 and identity == municipality_identity(parts[1])
            target = snapshot.register.records.get(identity)
            is_shown = target is None or not target.is_draft
            has_page = (identity in snapshot.register.identities and is_shown) or (
                is_municipality and parts[1] in snapshot.register.geography.municipalities
            )
            address = urls.of_record(identity)
            if target is not None and has_page_in(snapshot.register, target, language):
                address = urls.in_language(language, address)
            return f"/{address}{'#' + anchor if anchor else ''}" if has_page else None
        return f"/{path}/" if href.partition("#")[0].endswith("/") else f"/{path}"

    html = markdown.to_html(body, resolve, lambda target: snapshot.images.get(target.lstrip("/"))).html
    return _with_sideways(html)


def _with_sideways(html: str) -> str:
    """Each table in a box of its own that the keyboard reaches and that is drawn sideways where the table is too wide."""
    box = f'<div class="scroll" tabindex="0" role="group" aria-label="{_("Tabell")}">'
    return html.replace("<table>", f"{box}<table>").replace("</table>", "</table></div>")
