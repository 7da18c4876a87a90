import pytest

from tests.web.map.conftest import MapPage

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("map")]

# Drawn, moved and taken away before the browser draws again: as a page does that is left at once.
COME_AND_GO = """async () => {
  const names = performance.getEntriesByType("resource").map((entry) => entry.name);
  const { canvasFor } = await import(names.find((name) => name.endsWith("/marks.js")));
  const place = document.createElement("div");
  place.style.cssText = "width: 300px; height: 300px";
  document.body.append(place);
  const still = { zoomAnimation: false, fadeAnimation: false };
  const map = L.map(place, still).setView([54.5, 1.3], 10);
  const renderer = canvasFor(L, { padding: 0.1 });
  L.circleMarker([54.5, 1.3], { renderer }).addTo(map);
  await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
  L.circleMarker([54.51, 1.3], { renderer }).addTo(map);
  map.setView([54.6, 1.3], 10, { animate: false });
  map.remove();
  await new Promise(requestAnimationFrame);
  await new Promise(requestAnimationFrame);
}"""


def test_a_map_that_is_taken_away_draws_no_more(map_page: MapPage) -> None:
    failed: list[str] = []
    map_page.page.on("pageerror", lambda error: failed.append(str(error)))
    map_page.open(count="1")

    map_page.page.evaluate(COME_AND_GO)

    assert failed == []
