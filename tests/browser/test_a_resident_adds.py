"""A resident adds a group on an old phone: five screens, a receipt, and nothing lost on the way."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import SetOut
from tests.browser.journey import Journey
from tests.serving import foreign_requests

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SCREENS = 5
MOST_REQUIRED, MOST_TAPS = 8, 12
WIDTH = 390


class Resident:
    """Fills in the form with a thumb, and counts what it takes."""

    def __init__(self, journey: Journey, *, has_scripts: bool = True) -> None:
        self.journey = journey
        # axe-core is a script itself: it looks at the same screens in the other journey.
        self.has_scripts = has_scripts
        self.page: Page = journey.page
        self.taps = 0
        self.screens: list[str] = []
        self.required = 0

    def arrive(self, heading: str) -> None:
        """Look at a screen, and count what it asks for and has not filled in itself."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)
        self.screens.append(heading)
        asked = self.page.locator("[aria-required=true]:visible")
        self.required += sum(not _is_answered(one) for one in asked.all())
        if self.has_scripts:
            self.journey.look()
        assert self.page.evaluate("document.documentElement.scrollWidth") <= WIDTH

    def tap(self, one: Locator) -> None:
        one.click()
        self.taps += 1

    def choose(self, words: str) -> None:
        self.tap(self.page.get_by_role("radio", name=re.compile(f"^{words}")))

    def go_on(self, words: str = "Go on") -> None:
        self.tap(self.page.locator(".onward").get_by_role("button", name=words, exact=True))

    def what_and_where(self, name: str) -> None:
        self.arrive("What is it?")
        self.choose("A group or a club")
        self.page.get_by_label("Its name").fill(name)
        self.go_on()
        self.arrive("Where is it?")
        self.page.get_by_label("Postcode").fill("zz1 1ab")
        self.choose("No")
        self.go_on()

    def when_and_who(self) -> None:
        self.arrive("When is it?")
        self.choose("Every week")
        self.arrive_again()
        self.choose("Tuesday")
        self.page.get_by_label("From").fill("19:00")
        self.go_on()
        self.arrive("Who may be contacted?")
        # The one answer that may be given in either of two fields.
        self.required += 1
        self.page.get_by_role("textbox", name="Phone number").fill("01632 960123")
        self.choose("Yes")
        self.go_on()

    def arrive_again(self) -> None:
        """Count what an answer brought up on the same screen."""
        self.required += 1
        expect(self.page.get_by_role("radiogroup", name="On which day?")).to_be_visible()

    def check_and_send(self) -> None:
        self.arrive("Check your answers")
        expect(self.page.get_by_text("Tuesdays, 7 pm")).to_be_visible()
        expect(self.page.get_by_text("Everybody will see:")).to_be_visible()
        self.go_on("Send for review")
        self.arrive("Thank you: we have got it")
        expect(self.page.locator(".reference")).to_have_text(re.compile(r"^(\w{3}-){2}\w{3}$"))


def _is_answered(asked: Locator) -> bool:
    if asked.get_attribute("role") == "radiogroup":
        return asked.locator(":checked").count() > 0
    return bool(asked.input_value())


def test_a_group_is_added_without_scripts_in_five_screens_and_few_taps(set_out: SetOut) -> None:
    journey = set_out(width=WIDTH, has_scripts=False)
    resident = Resident(journey, has_scripts=False)
    foreign = foreign_requests(journey.page, journey.address)

    journey.open("/add")
    resident.what_and_where("The Doggerby Bell Ringers")
    resident.when_and_who()
    resident.check_and_send()

    assert len(resident.screens) == SCREENS + 1
    assert resident.required <= MOST_REQUIRED
    assert resident.taps <= MOST_TAPS
    assert (foreign, journey.faults) == ([], [])


def test_a_lost_tab_in_the_middle_loses_nothing(set_out: SetOut) -> None:
    journey = set_out(width=WIDTH)
    resident = Resident(journey)
    journey.open("/add")
    resident.what_and_where("The Doggerby Stargazers")
    resident.arrive("When is it?")
    resident.choose("Once a month")
    journey.page.reload()
    expect(journey.page.get_by_role("radio", name=re.compile("Once a month"))).to_be_checked()

    context = journey.page.context
    journey.page.close()
    journey = Journey(context.new_page(), journey.address)
    journey.open("/add")
    expect(journey.page.get_by_label("Its name")).to_have_value("")
    expect(journey.page.get_by_text("“The Doggerby Stargazers”")).to_be_visible()
    journey.look()
    journey.page.get_by_role("button", name="Go on with it").click()

    resident = Resident(journey)
    expect(journey.page.get_by_role("radio", name=re.compile("Once a month"))).to_be_checked()
    resident.when_and_who()
    resident.check_and_send()
    journey.open("/add")
    expect(journey.page.get_by_label("Its name")).to_be_visible()
    expect(journey.page.get_by_text("You began telling us")).to_be_hidden()
    journey.end()


def test_a_device_is_cleared_when_somebody_asks(set_out: SetOut) -> None:
    journey = set_out(width=WIDTH)
    journey.open("/add")
    journey.page.get_by_label("Its name").fill("A secret society")

    journey.page.get_by_role("button", name="Clear this device").last.click()
    journey.page.wait_for_load_state()

    assert journey.page.evaluate("localStorage.length") == 0
    expect(journey.page.get_by_label("Its name")).to_have_value("")
    journey.look()
    journey.end()


def test_faults_are_said_once_at_the_top_and_lead_to_their_fields(set_out: SetOut) -> None:
    journey = set_out(width=WIDTH)
    page = journey.page
    journey.open("/add")
    page.get_by_label("Its name").press("Enter")

    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("2 answers need another look")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name=re.compile("There is no name")).click()
    expect(page.get_by_label("Its name")).to_be_focused()
    journey.look()
    journey.end()


def test_a_pin_is_put_and_sent_with_the_keyboard_alone(set_out: SetOut) -> None:
    journey = set_out(width=WIDTH)
    page = journey.page
    journey.open("/add")
    page.get_by_role("radio", name=re.compile("^A group or a club")).press("Space")
    page.get_by_label("Its name").fill("The Doggerby Rock Poolers")
    page.get_by_label("Its name").press("Enter")
    page.get_by_label("Postcode").fill("zz1 1ab")
    page.get_by_role("button", name="Put a pin on the map instead").press("Enter")
    expect(page.get_by_role("region", name="Map to put the pin on")).to_be_focused()
    journey.look()

    for _ in range(4):
        page.keyboard.press("Tab")
        if journey.focused().inner_text() == "Put the pin in the middle":
            break
    page.keyboard.press("Enter")
    pin, said = page.get_by_role("application", name="The pin"), page.get_by_role("status")
    expect(pin).to_be_focused()
    expect(said).to_have_text(re.compile(r"^Pin at 5\d\.\d{5} north, \d\.\d{5} east, in .+ ward\."))
    in_the_middle = degrees(said)
    page.keyboard.press("ArrowRight")
    far = degrees(said)[1] - in_the_middle[1]
    page.keyboard.press("Shift+ArrowLeft")
    near = in_the_middle[1] + far - degrees(said)[1]
    page.keyboard.press("ArrowUp")
    # The page says five decimals, and a pixel is four or five of the last.
    assert far / near == pytest.approx(10, rel=0.3)
    assert degrees(said)[0] > in_the_middle[0]
    assert journey.shows_focus()
    journey.look()

    put = degrees(said)
    page.get_by_label("Postcode").fill("")
    page.reload()
    expect(page.get_by_role("button", name="Show the pin on the map")).to_be_visible()
    assert degrees(said) == put
    page.get_by_role("radio", name="No", exact=True).press("Space")
    page.get_by_label("Name of the place").press("Enter")
    resident = Resident(journey)
    resident.when_and_who()
    expect(
        page.get_by_text(re.compile("A pin on the map, in .+ ward", re.IGNORECASE))
    ).to_be_visible()
    resident.check_and_send()
    journey.end()


def degrees(said: Locator) -> tuple[float, float]:
    """Return where the pin is, as the page says it."""
    north, east = re.findall(r"\d+\.\d{5}", said.inner_text())
    return float(north), float(east)
