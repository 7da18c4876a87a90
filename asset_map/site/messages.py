"""The words of the plain pages: gettext for the text, Jinja2 for the pages."""

import gettext
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

__all__ = ["page_environment"]

_ROOM = Path(__file__).parent


def page_environment(translations: gettext.NullTranslations | None = None) -> Environment:
    """
    Return the environment that draws the plain pages, everything typed escaped.

    ``translations`` are English, the words as they stand in the templates, unless given.
    """
    environment = Environment(
        loader=FileSystemLoader(_ROOM / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
    )
    environment.policies["ext.i18n.trimmed"] = True
    words = translations or gettext.NullTranslations()
    environment.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined]
    return environment
