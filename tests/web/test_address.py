import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from asset_map.web.address import a_number, a_text, a_tick, one_of, some_of


@given(st.lists(st.text()))
def test_no_address_breaks_a_widget(standing: list[str]) -> None:
    assert isinstance(a_text(standing), str)
    assert isinstance(a_tick(standing), bool)
    assert a_number(1, 50)(standing) in {None, *range(1, 51)}
    assert one_of(["", "a"])(standing) in {"", "a"}
    assert set(some_of(["a", "b"])(standing)) <= {"a", "b"}  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("standing", "number"),
    [(["30"], 30), (["0"], None), (["51"], None), (["²"], None), (["9" * 5000], None)],
)
def test_a_number_keeps_its_limits(standing: list[str], number: int | None) -> None:
    assert a_number(1, 50)(standing) == number


PAGE = """
import streamlit as st

from asset_map.web.address import a_number, in_address, some_of, touched, write

st.multiselect("Kind", ["a", "b", "c"], **in_address("kind", some_of(["a", "b", "c"])))
st.number_input("Seats", 1, 50, None, 1, **in_address("seats", a_number(1, 50)))
write("kind", "seats")
st.button("Clear", on_click=touched, args=({"kind": [], "seats": None},))
st.button("Nothing")
"""


def test_a_link_sets_the_widgets() -> None:
    app = AppTest.from_string(PAGE)
    app.query_params["kind"] = ["c", "a", "z"]
    app.query_params["seats"] = "30"

    app.run()

    assert app.multiselect[0].value == ["c", "a"]
    assert app.number_input[0].value == 30
    assert app.query_params == {"kind": ["c", "a"], "seats": "30"}


def test_what_is_chosen_goes_into_the_address() -> None:
    app = AppTest.from_string(PAGE).run()

    app.multiselect[0].set_value(["b", "a"]).run()
    assert app.query_params == {"kind": ["b", "a"]}

    app.multiselect[0].set_value([]).run()
    assert app.query_params == {}


def test_a_button_can_take_the_choices_back() -> None:
    app = AppTest.from_string(PAGE)
    app.query_params["seats"] = "30"
    app.run()

    app.button[0].click().run()

    assert app.number_input[0].value is None
    assert app.query_params == {}


def test_going_back_sets_the_widgets_as_the_address_says() -> None:
    app = AppTest.from_string(PAGE).run()
    app.multiselect[0].set_value(["b"]).run()

    del app.query_params["kind"]
    app.button[1].click().run()

    assert app.multiselect[0].value == []
