from asset_map.model.role import Role
from asset_map.usecases.house import House
from asset_map.usecases.people import list_people
from tests.pages.conftest import Open, press, words
from tests.usecases.conftest import OFFICER


def test_somebody_is_written_down_with_consent_and_takes_it_back(
    open_page: Open, house: House
) -> None:
    app = open_page("people", Role.OFFICER)
    assert "Nobody is written down yet." in words(app)
    app.text_area[0].input("mend *bikes*")
    press(app, "Write it down")
    assert "They have agreed to nothing yet." in words(app)
    assert list_people(house, actor=OFFICER) == []

    for box in app.checkbox:
        if "may count" in box.label or "18 or over" in box.label:
            box.check()
    press(app, "Write it down")
    assert "Somebody: mend *bikes*" in words(app).replace("**", "")

    press(app, "Take it back")
    assert "Taken back: it is on no page any more." in words(app)
    [one] = list_people(house, actor=OFFICER)
    assert [each.withdrawn_at is not None for each in one.consents] == [True]
