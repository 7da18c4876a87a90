// A pin on a map, beside the postcode. The form is complete without it: the map comes
// only when somebody asks for it, and the pin is two more answers that the server checks.
"use strict";
(() => {
  const CLOSEST = 18;
  const STREETS = 15;
  const PIXELS = 10;
  // Names lie below the pin, and a ward's own only where it is so many times as wide.
  const NAME = { permanent: true, pane: "names", className: "map-name", opacity: 1 };
  const ROOM = 1.6;
  const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
  const part = document.querySelector("[data-pin]");
  if (!part) return;

  const { lon, lat, postcode } = part.closest("form").elements;
  const find = (name) => part.querySelector(`[data-${name}]`);
  const [opener, opened, canvas, middle, away, said] = [
    "open", "opened", "map", "middle", "away", "said",
  ].map(find);
  const words = part.dataset;
  const isRequired = postcode.getAttribute("aria-required");
  const isStill = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  let map, pin;
  let wards = { features: [] };

  const place = () => (lon.value && lat.value ? [Number(lat.value), Number(lon.value)] : null);

  // Whether a point lies inside: a line from it to the west crosses the edges an odd time.
  const holds = ({ type, coordinates }, [y, x]) => {
    let isInside = false;
    for (const rings of type === "Polygon" ? [coordinates] : coordinates) {
      for (const ring of rings) {
        for (let i = 1; i < ring.length; i += 1) {
          const [[x1, y1], [x2, y2]] = [ring[i - 1], ring[i]];
          if (y1 > y !== y2 > y && x > x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) {
            isInside = !isInside;
          }
        }
      }
    }
    return isInside;
  };

  const wardWords = (point) => {
    if (!wards.features.length) return "";
    const ward = wards.features.find(({ geometry }) => holds(geometry, point));
    return ward ? words.inWard.replace("{ward}", () => ward.properties.name) : words.outside;
  };

  const say = () => {
    const point = place();
    opener.textContent = point ? words.show : words.put;
    away.hidden = !point;
    middle.hidden = Boolean(point);
    if (point || !isRequired) postcode.removeAttribute("aria-required");
    else postcode.setAttribute("aria-required", isRequired);
    if (!point) return;
    const [north, east] = point;
    said.textContent = words.at
      .replace("{lat}", Math.abs(north).toFixed(5))
      .replace("{lon}", Math.abs(east).toFixed(5))
      .replace("{side}", east < 0 ? words.west : words.east)
      .replace("{ward}", () => wardWords(point));
  };

  const keep = (latLng) => {
    lat.value = latLng ? latLng.lat.toFixed(6) : "";
    lon.value = latLng ? latLng.lng.toFixed(6) : "";
    lon.dispatchEvent(new Event("input", { bubbles: true }));
    say();
  };

  const moved = (latLng) => {
    pin.setLatLng(latLng);
    map.panInside(latLng, { padding: [40, 60], animate: false });
    keep(latLng);
  };

  const byKey = (event) => {
    const here = pin.getLatLng();
    if (ARROWS[event.key]) {
      const step = event.shiftKey ? 1 : PIXELS;
      const [right, down] = ARROWS[event.key];
      const from = map.latLngToContainerPoint(here);
      moved(map.containerPointToLatLng(from.add([right * step, down * step])));
    } else if (event.key === "+" || event.key === "=") {
      map.setView(here, map.getZoom() + 1);
    } else if (event.key === "-") {
      map.setView(here, map.getZoom() - 1);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  const put = (latLng) => {
    if (!pin) {
      const shape = find("shape").content.firstElementChild.cloneNode(true);
      const icon = L.divIcon({ className: "pin-mark", html: shape, iconSize: [44, 52], iconAnchor: [22, 50] });
      pin = L.marker(latLng, { icon, draggable: true, autoPan: true }).addTo(map);
      const mark = pin.getElement();
      // Arrow keys reach the pin itself, also where a screen reader would take them.
      mark.setAttribute("role", "application");
      mark.setAttribute("aria-label", words.pinLabel);
      mark.setAttribute("aria-describedby", "pin-keys");
      mark.addEventListener("keydown", byKey);
      pin.on("dragend", () => keep(pin.getLatLng()));
    }
    moved(latLng);
  };

  const takeAway = () => {
    if (pin) pin.remove();
    pin = null;
    keep(null);
    said.textContent = words.none;
    (opened.hidden ? opener : middle).focus();
  };

  const loaded = (name, attributes) =>
    new Promise((resolve, reject) => {
      const made = Object.assign(document.createElement(name), attributes);
      made.addEventListener("load", resolve);
      made.addEventListener("error", () => { made.remove(); reject(new Error(made.src || made.href)); });
      document.head.append(made);
    });

  const asked = async (address, options) => {
    try {
      const answer = await fetch(address, options);
      return answer.status === 200 ? answer.json() : null;
    } catch (error) {
      return null;
    }
  };

  const startAt = async () => {
    if (place() || !postcode.value.trim()) return place();
    const body = new URLSearchParams({ postcode: postcode.value });
    const found = await asked(words.near, { method: "POST", body });
    return found && [found.lat, found.lon];
  };

  const named = (text) => {
    const name = document.createElement("span");
    name.textContent = text;
    return name;
  };

  // A name is written where its ward has room for it.
  const nameWards = (areas) => {
    areas.eachLayer((area) => {
      const bounds = area.getBounds();
      const [right, left] = [bounds.getNorthEast(), bounds.getSouthWest()]
        .map((corner) => map.latLngToContainerPoint(corner).x);
      const tip = area.getTooltip();
      tip.setOpacity(right - left > tip.getElement().offsetWidth * ROOM ? 1 : 0);
    });
  };

  const drawWards = (areas) => {
    areas.addTo(map).eachLayer((area) => {
      const name = named(area.feature.properties.name);
      area.bindTooltip(name, Object.assign({ direction: "center" }, NAME));
    });
    nameWards(areas);
    map.on("zoomend", () => nameWards(areas));
  };

  const markPostcode = (point) => {
    const name = named(postcode.value.trim().toUpperCase());
    L.circleMarker(point, { radius: 6, className: "pin-near", interactive: false })
      .bindTooltip(name, Object.assign({ direction: "right", offset: [8, 0] }, NAME))
      .addTo(map);
  };

  const draw = (start) => {
    const isSmooth = !isStill;
    map = L.map(canvas, {
      attributionControl: false, scrollWheelZoom: false, doubleClickZoom: false, boxZoom: false,
      maxZoom: CLOSEST, inertia: isSmooth, zoomAnimation: isSmooth, fadeAnimation: isSmooth,
      markerZoomAnimation: isSmooth,
    });
    map.createPane("names").style.zIndex = 450;
    const style = { color: "#857d6e", weight: 1.2, fillColor: "#fff", fillOpacity: words.tiles ? 0.08 : 1 };
    const areas = L.geoJSON(wards, { style, interactive: false });
    const bounds = areas.getBounds();
    if (start) map.setView(start, STREETS);
    else if (bounds.isValid()) map.fitBounds(bounds);
    else map.setView([54.5, -2.5], 5);
    if (words.tiles) L.tileLayer(words.tiles, { maxZoom: CLOSEST }).addTo(map);
    drawWards(areas);
    if (bounds.isValid()) map.setMaxBounds(bounds.pad(1));
    L.control.scale({ imperial: false }).addTo(map);
    if (place()) put(L.latLng(place()));
    else if (start) markPostcode(start);
    map.on("click", ({ latlng }) => put(latlng));
    canvas.focus({ preventScroll: true });
    opened.scrollIntoView({ block: "nearest" });
  };

  const open = async () => {
    opener.disabled = true;
    said.textContent = "";
    let start, areas;
    try {
      [start, areas] = await Promise.all([
        startAt(),
        words.wards ? asked(words.wards) : null,
        loaded("link", { rel: "stylesheet", href: "/leaflet/leaflet.css" }),
        loaded("script", { src: "/leaflet/leaflet.js" }),
      ]);
    } catch (error) {
      said.textContent = words.failed;
      return;
    } finally {
      opener.disabled = false;
    }
    wards = areas || wards;
    opened.hidden = false;
    opener.hidden = true;
    draw(start);
  };

  opener.addEventListener("click", open);
  middle.addEventListener("click", () => {
    put(map.getCenter());
    pin.getElement().focus();
  });
  away.addEventListener("click", takeAway);
  part.hidden = false;
  say();
})();
