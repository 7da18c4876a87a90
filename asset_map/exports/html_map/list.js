// Each line of the list can show its place on the map.
const map = window.map_1;
map.getContainer().setAttribute("aria-label", "Map; everything on it is in the list below");
for (const button of document.querySelectorAll("button[data-lat]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const at = L.latLng(Number(button.dataset.lat), Number(button.dataset.lon));
    map.getContainer().scrollIntoView({ block: "center" });
    map.getContainer().focus({ preventScroll: true });
    map.setView(at, Math.max(map.getZoom(), 13), { animate: false });
    const near = [];
    map.eachLayer((layer) => {
      if (layer instanceof L.CircleMarker && layer.getLatLng().equals(at)) near.push(layer);
    });
    // As if the pointer were there: the layer above it holds the words.
    near[0]?.fire("mouseover", { latlng: at }, true);
  });
}
