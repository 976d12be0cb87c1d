"""Pictures as they are published: scaled, in formats that weigh less, without what the camera wrote, and never a trap."""

import io
import pickle
import struct
import zlib
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, features

from pledges.build.examination import examine
from pledges.content.discovery import SourceFile
from pledges.content.image_variants import HIGHEST, NARROW, WIDEST, ImageSize, published_image
from pledges.content.kinds import Kind
from pledges.content.markdown import to_html
from pledges.content.reader import read_text
from pledges.content.record import AnyRecord
from pledges.exports.images import (
    PictureError,
    attachment_artifacts,
    light_formats,
    picture_problem,
    published_images,
)
from support.provstad import PROVSTAD
from support.sites import make_site, small_country, write

PLACE = "sidor/torg.jpg"
COUNTRY = small_country("ale", "alingsas", "boras")


def picture(kind: str = "JPEG", size: tuple[int, int] = (2000, 1000), mode: str = "RGB", **options: object) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((200, 100), 80).resize(size).convert(mode).save(out, kind, **options)
    return out.getvalue()


def published(content: Path, path: str, data: bytes) -> dict[str, bytes]:
    """What is published of a page that shows the picture `data` at `path`."""
    write(content, {})
    (content / path).parent.mkdir(parents=True, exist_ok=True)
    (content / path).write_bytes(data)
    source = SourceFile(path, Kind.PAGE, municipality=None, stamp=(0, 0, 0))
    text = f"---\ntitel: Sida\nkort: En sida.\n---\n![Torget i kvällsljus](/{path})\n"
    record, problems = read_text(SourceFile("sidor/a.md", Kind.PAGE, municipality=None, stamp=(0, 0, 0)), text.encode())
    assert not problems
    records: list[AnyRecord] = [record] if record is not None else []
    images = published_images(content, [source], records)
    return {
        one.path: one.make(one.source)
        for one in attachment_artifacts(content, [source], records=records, images=images)
    }


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_a_large_photo_is_scaled_and_made_lighter(tmp_path: Path) -> None:
    files = published(tmp_path, PLACE, picture(size=(4000, 3000), quality=60))
    sizes = {path: (opened(data).format, opened(data).size) for path, data in files.items()}
    light = {
        f"sidor/torg_jpg_{width}.{kind.lower()}": (kind, (width, height))
        for kind in light_formats()
        for width, height in ((800, 600), (1600, 1200))
    }
    assert sizes == {PLACE: ("JPEG", (1600, 1200)), "sidor/torg_jpg_800.jpg": ("JPEG", (800, 600)), **light}
    assert ("AVIF" in light_formats()) is features.check("avif")


def test_the_same_picture_gives_the_same_bytes(tmp_path: Path) -> None:
    data = picture(size=(1700, 90))
    assert published(tmp_path, PLACE, data) == published(tmp_path, PLACE, data)


def test_a_photo_is_turned_upright_and_tells_nothing_of_the_camera(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Kamerans namn"
    exif.get_ifd(0x8825)[1] = "N"
    files = published(tmp_path, PLACE, picture(exif=exif, comment=b"Kommentar"))
    assert opened(files[PLACE]).size == (1000, 2000)
    for data in files.values():
        assert b"Kamerans namn" not in data
        assert b"Kommentar" not in data
        assert not opened(data).getexif()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
@pytest.mark.parametrize("size", [(20, 10), (1700, 30)])
def test_a_drawing_in_any_colours_is_published(mode: str, size: tuple[int, int], tmp_path: Path) -> None:
    files = published(tmp_path, "sidor/torg.png", picture("PNG", size, mode))
    assert opened(files["sidor/torg.png"]).format == "PNG"
    assert {opened(data).format for data in files.values()} == {"PNG", "WEBP"}


@pytest.mark.parametrize("mode", ["L", "CMYK", "RGB"])
def test_a_photo_in_any_colours_is_published(mode: str, tmp_path: Path) -> None:
    assert opened(published(tmp_path, PLACE, picture(size=(1700, 30), mode=mode))[PLACE]).format == "JPEG"


@given(st.integers(1, 20_000), st.integers(1, 20_000), st.sampled_from(["a.jpg", "b/a.jpeg", "a.png", "a.webp"]))
@settings(deadline=None)
def test_no_picture_is_too_large_or_larger_than_it_was(width: int, height: int, path: str) -> None:
    image = published_image(path, ImageSize(width, height), ("AVIF", "WEBP"))
    assert image.original.path == path
    paths = [variant.path for variant in image.variants]
    assert len(paths) == len(set(paths))
    assert all("_" in one for one in paths[1:]), "no file under content/ has such a name"
    for variant in image.variants:
        assert 1 <= variant.size.width <= min(width, WIDEST)
        assert 1 <= variant.size.height <= min(height, HIGHEST)
        assert variant.size.width <= NARROW or variant.size == image.original.size


EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n%%EndComments\n(x) print\n%%EOF\n"


def test_a_postscript_file_by_another_name_starts_no_ghostscript(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object, **_named: object) -> None:
        raise AssertionError("Ghostscript was started")

    monkeypatch.setattr("PIL.EpsImagePlugin.Ghostscript", refuse)
    monkeypatch.setattr("subprocess.Popen", refuse)
    with pytest.raises(PictureError) as caught:
        published(tmp_path, "sidor/torg.png", EPS)
    assert caught.value.problem.code == "olaslig-bild"


def huge_png(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))
    body = b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


@pytest.mark.parametrize(
    ("name", "data", "code", "words"),
    [
        ("torg.png", picture("JPEG", (20, 10)), "bild-fel-format", "Byt namn till torg.jpg"),
        ("torg.jpg", picture("PNG", (20, 10)), "bild-fel-format", "Byt namn till torg.png"),
        ("torg.webp", picture("JPEG", (20, 10)), "bild-fel-format", "Byt namn till torg.jpg"),
        ("torg.png", huge_png(12_000, 12_000), "bild-for-stor", "1600 bildpunkter på bredden räcker"),
        ("torg.png", huge_png(60_000, 60_000), "bild-for-stor", "1600 bildpunkter på bredden räcker"),
        ("torg.png", b"<html>Logga in</html>", "olaslig-bild", "spara om den, eller ta bort den"),
        ("torg.jpg", b"", "olaslig-bild", "spara om den, eller ta bort den"),
        *(
            (name, data, "olaslig-bild", "spara om den, eller ta bort den")
            for name, data in (
                ("torg.png", picture("TIFF", (20, 10))),
                ("torg.jpg", picture("TIFF", (20, 10))),
                ("torg.png", picture("BMP", (20, 10))),
                ("torg.jpg", picture("BMP", (20, 10))),
                ("torg.png", picture("GIF", (20, 10))),
                ("torg.png", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
                ("torg.jpg", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(500)),
                ("torg.jpg", b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf" + bytes(500)),
                ("torg.jpg", picture()[:9000]),
                ("torg.png", picture("PNG", (200, 100))[:9000]),
            )
        ),
    ],
)
def test_a_picture_that_is_not_what_it_says_is_told_of_before_anything_is_built(
    name: str, data: bytes, code: str, words: str, tmp_path: Path
) -> None:
    write(tmp_path / "content", {**PROVSTAD, "sidor/a.md": "---\ntitel: A\nkort: Om A.\n---\n"})
    (tmp_path / "content/sidor" / name).write_bytes(data)
    problems = examine(tmp_path / "content", COUNTRY, tmp_path / "cache").problems
    (problem,) = (one for one in problems if one.path == f"sidor/{name}" and one.code != "bilaga-oanvand")
    assert problem.code == code
    assert words in problem.hint
    with pytest.raises(PictureError) as caught:
        published(tmp_path / "other", f"sidor/{name}", data)
    assert caught.value.problem == problem
    assert pickle.loads(pickle.dumps(caught.value)).problem == problem, "as a worker sends it"


@pytest.mark.parametrize(
    ("name", "kind"), [("a.jpg", "JPEG"), ("a.jpeg", "JPEG"), ("a.png", "PNG"), ("a.webp", "WEBP")]
)
def test_a_picture_that_is_what_it_says_is_no_problem(name: str, kind: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(picture(kind, (20, 10)))
    assert picture_problem(tmp_path, name) is None


def test_a_page_offers_every_file_with_its_size(tmp_path: Path) -> None:
    write(tmp_path / "content", {**PROVSTAD, "sidor/a.md": "---\ntitel: A\nkort: Om A.\n---\n![Torget](torg.jpg)\n"})
    (tmp_path / "content" / PLACE).write_bytes(picture())
    make_site(tmp_path / "content", tmp_path / "out", geography=COUNTRY)
    page = tmp_path / "out/sidor/a/index.html"
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    (shown,) = soup.select("picture")
    (image,) = shown.select("img")
    assert (image["width"], image["height"], image["loading"], image["alt"]) == ("1600", "800", "lazy", "Torget")
    assert [source["type"] for source in shown.select("source")] == [
        f"image/{kind.lower()}" for kind in light_formats()
    ]
    names = [image["src"], *(part.split()[0] for one in shown.select("[srcset]") for part in one["srcset"].split(", "))]
    assert len(names) == 1 + 2 * (1 + len(light_formats()))
    for name in names:
        assert (page.parent / name).is_file(), name


def test_raw_html_can_not_load_from_elsewhere() -> None:
    image = published_image("a.jpg", ImageSize(2000, 1000), ("WEBP",))
    attack = (
        '<picture><source srcset="https://ond.example/a.webp 1x"><img src="https://ond.example/a" srcset="//ond.example/b 2x"'
        ' onerror="x()" style="x" fetchpriority="high"></picture>\n\n![En bild](a.jpg)\n'
    )
    html = to_html(attack, lambda href: f"/{href}", {"/a.jpg": image}.get).html
    assert "ond.example" not in html
    assert "onerror" not in html
    soup = BeautifulSoup(html, "html.parser")
    shown = soup.select("img")[-1]
    assert set(shown.attrs) == {"alt", "src", "srcset", "sizes", "width", "height", "loading", "decoding"}
    assert set(soup.select("source")[-1].attrs) == {"type", "srcset", "sizes"}
