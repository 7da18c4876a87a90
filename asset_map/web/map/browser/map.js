// The live map: the council's wards below, the register's places above.
//
// Typed text reaches the page as text alone (textContent or a canvas), never as HTML.

import { drawLegend, frameIn } from "./frame.js";
import { isStill, leaveThePageScrolling, movements } from "./gestures.js";
import { canvasFor, markKinds } from "./marks.js";
import { Places } from "./places.js";
import { received, shownIn, unpacked } from "./points.js";
import { wardLayers, wardsFrom } from "./wards.js";

const CLOSEST = 18;
const NEIGHBOURHOOD = 15;
// How far beyond the view's edge is drawn, so that small moves show no bare rim.
const MARGIN = 0.25;

const maps = new WeakMap();

/** Called by Streamlit whenever the server sends the component something. */
export default async function show({ data, parentElement, setTriggerValue }) {
  const known = maps.get(parentElement) ?? { view: null, calls: 0, queue: Promise.resolve() };
  maps.set(parentElement, known);
  known.calls += 1;
  const call = known.calls;
  // One after another: a message may come while the one before is being unpacked.
  const turn = known.queue.then(async () => {
    const message = await unpacked(data);
    known.view ??= await mapIn(parentElement, message);
    known.view.tell = setTriggerValue;
    await known.view.update(message);
  });
  known.queue = turn.catch(() => {});
  await turn;
  return () => {
    // Streamlit also cleans up after a call that a later one overtook: the map stays then.
    if (call !== known.calls) return;
    known.view.remove();
    maps.delete(parentElement);
  };
}

async function mapIn(root, message) {
  const frame = frameIn(root, message);
  if (!window.L?.map) await import(new URL("../../leaflet/leaflet.js", import.meta.url));
  return new AssetMap(window.L, await frame, message);
}

const differ = (one, other) => JSON.stringify(one) !== JSON.stringify(other);

class AssetMap {
  constructor(L, frame, { mode, tiles }) {
    Object.assign(this, { L, frame, mode, message: {}, isPlaced: false });
    this.map = L.map(frame.canvas, { ...movements(mode), maxZoom: CLOSEST });
    this.renderer = canvasFor(L, { padding: MARGIN, tolerance: 6 });
    this.kinds = markKinds(L);
    const { map, renderer, kinds } = this;
    const choose = (index) => this.tell("asset", [this.message.store, index]);
    this.places = new Places(L, { map, renderer, kinds, mode, choose });
    if (tiles) L.tileLayer(tiles, { maxZoom: CLOSEST }).addTo(this.map);
    if (mode === "picture") frame.canvas.removeAttribute("tabindex");
    else leaveThePageScrolling(frame.canvas, frame.hint);
    if (mode === "pick") {
      this.map.on("click", ({ latlng: { lat, lng } }) => this.tell("point", [lng, lat]));
    }
    this.map.on("moveend", () => this.draw());
    this.resized = new ResizeObserver(() => {
      this.map.invalidateSize({ animate: false });
      this.place();
    });
    this.resized.observe(frame.canvas);
  }

  async update(message) {
    const store = received(message);
    if (!store) {
      this.tell("lost", message.store);
      return;
    }
    const before = this.message;
    this.message = message;
    this.frame.canvas.setAttribute("aria-label", message.label);
    this.frame.attribution.textContent = message.attribution;
    const base = ({ wards, highlight, classes }) => [wards, highlight, classes];
    if (differ(base(before), base(message))) {
      await this.drawWards();
    }
    if (differ(before.lines, message.lines)) this.drawLines();
    this.places.take(store, shownIn(message.shown), message);
    if (!this.isPlaced || this.mode === "picture") this.place({ isNew: true });
    else if (differ(before.near, message.near)) this.lookNear();
    else if (differ(before.selected, message.selected)) this.lookAtSelected();
    this.draw();
  }

  draw() {
    if (!this.isPlaced) return;
    drawLegend(this.frame.legend, { ...this.places.draw(), classes: this.message.classes });
    // For tests and journeys: what is drawn where, in pixels from the map's corner.
    this.frame.canvas.drawn = () => this.places.drawn();
  }

  async drawWards() {
    const { wards, highlight, classes, tiles } = this.message;
    this.wards?.all.remove();
    this.wards = null;
    if (!wards) return;
    try {
      this.wards = wardLayers(this.L, {
        wards: await wardsFrom(new URL(`../..${wards}`, import.meta.url)),
        renderer: this.renderer,
        highlight,
        classes,
        hasTiles: Boolean(tiles),
        onClick: this.mode === "browse" ? (code) => this.tell("ward", code) : null,
        Name: this.kinds.Name,
      });
    } catch (error) {
      this.frame.attribution.textContent = `${error.message} The places are shown without them.`;
      return;
    }
    this.wards.all.addTo(this.map);
    if (this.wards.bounds.isValid()) this.map.setMaxBounds(this.wards.bounds.pad(1));
  }

  // Lines lie in a pane of their own that takes no clicks: the places below stay within reach.
  drawLines() {
    const { L, map } = this;
    this.lines?.remove();
    this.lines = L.layerGroup();
    const pane = map.getPane("lines") ?? map.createPane("lines");
    Object.assign(pane.style, { zIndex: 450, pointerEvents: "none" });
    this.linesRenderer ??= L.canvas({ pane: "lines", padding: MARGIN });
    for (const [lon, lat, toLon, toLat, count, isGoing] of this.message.lines ?? []) {
      const look = { color: "#374151", opacity: 0.65, weight: Math.min(1 + count, 5) };
      L.polyline([[lat, lon], [toLat, toLon]], {
        ...look,
        dashArray: isGoing ? null : "6 5",
        interactive: false,
        renderer: this.linesRenderer,
      }).addTo(this.lines);
    }
    this.lines.addTo(map);
  }

  // The first view: what the map is about. It waits until the page gives the map room.
  place({ isNew = false } = {}) {
    if ((this.isPlaced && !isNew) || !this.frame.canvas.clientWidth || !this.places.store) return;
    this.isPlaced = true;
    const bounds = this.subject();
    if (bounds.isValid()) {
      this.map.fitBounds(bounds, { padding: [12, 12], maxZoom: NEIGHBOURHOOD, animate: false });
    } else {
      this.map.setView([54.5, -2.5], 5);
    }
    if (this.wards) this.map.setMinZoom(this.map.getBoundsZoom(this.wards.bounds) - 1);
    this.lookNear();
    this.draw();
  }

  subject() {
    const places = this.places.bounds();
    const chosen = this.wards?.chosenBounds;
    if (chosen?.isValid()) return this.mode === "picture" ? chosen.extend(places) : chosen;
    if (this.mode === "picture" && places.isValid()) return places;
    return this.wards?.bounds ?? places;
  }

  lookNear() {
    const { near } = this.message;
    if (!near) return;
    const zoom = Math.max(this.map.getZoom(), NEIGHBOURHOOD - 1);
    this.map.setView([near.lat, near.lon], zoom, { animate: false });
  }

  lookAtSelected() {
    const place = this.places.selectedPlace();
    if (place && !this.map.getBounds().pad(-0.1).contains(place)) {
      this.map.panTo(place, { animate: !isStill() });
    }
  }

  remove() {
    this.resized.disconnect();
    this.map.remove();
    this.frame.remove();
  }
}
