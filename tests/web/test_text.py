import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asset_map.model.typed import web_address
from asset_map.web.text import link, plain

MARKDOWN = st.text(alphabet=string.punctuation + string.ascii_letters + string.digits + " \n\t")


@given(MARKDOWN | st.text())
def test_no_mark_is_left_that_could_mean_something(typed: str) -> None:
    unescaped = re.sub(r"\\[!-/:-@\[-`{-~]", "", plain(typed))

    assert not set(unescaped) & set(string.punctuation)


@given(MARKDOWN | st.text())
def test_the_words_are_all_there_once_the_marks_are_read(typed: str) -> None:
    read = re.sub(r"\\(.)", r"\1", plain(typed)).replace("\u2060", "")

    assert read == " ".join(typed.replace("\u2060", "").split())


@given(MARKDOWN | st.text())
def test_it_is_one_line(typed: str) -> None:
    assert len(plain(typed).splitlines()) <= 1


@pytest.mark.parametrize("typed", [":home:", ":material/home:", "a :+1: b", ":red[x]"])
def test_a_shortcode_is_broken(typed: str) -> None:
    assert not re.search(r":[\w+/-]+:", plain(typed).replace("\\", ""))


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://doggerby.example/a?b=c", "https://doggerby.example/a?b=c"),
        ("doggerby.example", "https://doggerby.example"),
        (" http://doggerby.example ", "http://doggerby.example"),
        ("javascript:alert(1)", ""),
        ("javascript://doggerby.example/%0aalert(1)", ""),
        ("data:text/html,x", ""),
        ("ring the bell", ""),
        ("https://[", ""),
        ("", ""),
    ],
)
def test_only_an_address_on_the_web_is_opened(typed: str, address: str) -> None:
    assert web_address(typed) == address


@given(st.text(), MARKDOWN)
def test_a_link_ends_where_it_should(text: str, address: str) -> None:
    made = link(text, address)

    inside = re.fullmatch(r"\[(.*)\]\(<([^<>\s\\]*)>\)", made)
    assert inside
    assert not re.search(r"(?<!\\)[\[\]]", inside[1].replace("\\\\", ""))
