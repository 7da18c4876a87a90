import gettext
import re
from html.parser import HTMLParser
from typing import Any

import pytest

from asset_map.model.errors import SettingsError
from asset_map.settings import Settings
from asset_map.site.messages import page_environment
from asset_map.site.pages import draw, style_sheet
from tests.site.conftest import Browser, site_parts


class _Marked(gettext.NullTranslations):
    """A language in which each message stands in brackets."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"


class _Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append(data.strip())


def test_every_door_of_the_home_page_leads_to_a_page(plain: Browser) -> None:
    page = plain.get("/")

    main = page.text.partition("<main")[2].partition("</main>")[0]
    doors = re.findall(r'href="(/[^"]*)"', main)

    assert page.status_code == 200
    assert doors == ["/find", "/ward", "/whats-on", "/help", "/add", "/stories", "/app/"]
    assert [plain.get(door).status_code for door in doors] == [200] * len(doors)


def test_a_page_says_its_language_title_and_description(browser: Browser) -> None:
    page = browser.get("/").text

    assert '<html lang="en-GB">' in page
    assert re.search(r"<title>[^<]+ - Doggerby &amp; Sons&#39; Council</title>", page)
    assert re.search(r'<meta name="description" content="[^"]{40,}">', page)


def test_a_page_runs_no_script_and_asks_no_other_host(browser: Browser) -> None:
    page = browser.get("/").text

    assert "<script" not in page
    assert not re.search(r'(src|href|action)="(https?:)?//', page)


def test_a_first_visit_takes_less_than_100_kb(browser: Browser) -> None:
    page = browser.get("/")
    parts = re.findall(r'<link[^>]+href="(/[^"]+)"', page.text)

    sizes = [len(browser.get(part).content) for part in parts]

    assert len(parts) == 2
    assert len(page.content) + sum(sizes) < 100_000


def test_the_style_sheet_is_kept_for_ever_and_carries_the_accent(browser: Browser) -> None:
    style = browser.get(f"/{style_sheet('#0B5C66')[1]}")

    assert "immutable" in style.headers["cache-control"]
    assert "--accent:#0B5C66" in style.text


def test_another_accent_has_another_style_sheet() -> None:
    assert style_sheet("#0B5C66")[1] != style_sheet("#6B0B66")[1]


@pytest.mark.parametrize("colour", ["teal", "#fff", "#0B5C66}body{display:none"])
def test_an_accent_that_is_no_colour_is_refused(colour: str) -> None:
    with pytest.raises(SettingsError, match="accent_colour"):
        style_sheet(colour)


def test_only_a_demonstration_says_that_it_is_one(settings: Settings) -> None:
    shown = draw(
        "error.html", site_parts(settings, is_demonstration=True), code=404, message=""
    ).body
    real = draw("home.html", site_parts(settings)).body

    assert b"made up" in bytes(shown)
    assert b"made up" not in bytes(real)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("home.html", {}),
        ("error.html", {"code": 404, "message": ""}),
        ("error.html", {"code": 500, "message": ""}),
    ],
)
def test_every_word_of_a_page_can_be_translated(
    settings: Settings, name: str, words: dict[str, Any]
) -> None:
    page = draw(
        name,
        site_parts(settings, is_demonstration=True),
        environment=page_environment(_Marked()),
        **words,
    )
    texts = _Texts()
    texts.feed(bytes(page.body).decode())

    plain = [text for text in texts.texts if not re.fullmatch(r"⟦[^⟧]+⟧(\s+⟦[^⟧]+⟧)*", text)]

    assert set(plain) <= {settings.council_name, plain[0]}
    assert plain[0].endswith(f"⟧ - {settings.council_name}")


def test_a_page_that_is_not_there_says_so_and_leads_on(browser: Browser) -> None:
    page = browser.get("/nowhere")

    assert page.status_code == 404
    assert "This page is not here" in page.text
    assert 'href="/"' in page.text
