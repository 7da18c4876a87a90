from tests.pages.conftest import Open, words


def test_find_lists_what_is_recorded(open_page: Open) -> None:
    app = open_page("find")
    print(words(app), app.exception)
    assert not app.exception
    assert "2" in words(app)
