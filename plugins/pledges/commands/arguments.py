"""The arguments that several commands take."""

from argparse import ArgumentParser


def add_content(parser: ArgumentParser) -> None:
    """The folder of the content."""
    parser.add_argument("--content", default="content", help="mappen med innehållet")


def add_settings(parser: ArgumentParser, default: str = "pelicanconf.py") -> None:
    """The file of the settings."""
    parser.add_argument("--settings", default=default, help="filen med inställningar")


def add_output(parser: ArgumentParser, default: str = "output") -> None:
    """The folder that the portal is built in."""
    parser.add_argument("--output", default=default, help="mappen som portalen byggs i")
