// The register's places as they are drawn: shapes one by one, clusters where it is crowded.

import { REACH, grouped } from "./clusters.js";
import { choiceOf, labelOf } from "./frame.js";
import { isStill } from "./gestures.js";
import { INK } from "./marks.js";
import { styleOf } from "./points.js";

const MARK_RADIUS = 6.5;
// Half the width, in pixels, that a label may take.
const LABEL_ROOM = 125;
// Several at one place that no zoom can part are offered as a list, no longer than this.
const MOST_CHOICES = 12;

export class Places {
  constructor(L, { map, renderer, kinds, mode, choose }) {
    Object.assign(this, { L, map, renderer, kinds, choose, isInteractive: mode === "browse" });
    this.layer = L.layerGroup().addTo(map);
    this.groups = new Map();
  }

  /** Take what is to be shown from now on. */
  take(store, shown, { selected, near }) {
    Object.assign(this, { store, shown, selected: new Set(selected), near });
    this.groups.clear();
  }

  bounds() {
    const { L, store, shown } = this;
    return L.latLngBounds(shown.map((index) => store.places[index]));
  }

  selectedPlace() {
    const [first] = this.selected;
    return this.store.places[first];
  }

  // Grouped once for each zoom level, all of them, so that moving about changes no cluster.
  groupsAt(zoom) {
    if (!this.groups.has(zoom)) {
      const alone = this.shown.filter((index) => !this.selected.has(index));
      this.groups.set(zoom, grouped(this.dots(alone, zoom)));
    }
    return this.groups.get(zoom);
  }

  dots(indices, zoom) {
    const scale = 256 * 2 ** zoom;
    return indices.map((index) => {
      const { x, y } = this.store.places[index];
      return { index, x: x * scale, y: y * scale, isTaken: false };
    });
  }

  /** Draw what lies in view; return what the legend must explain. */
  draw() {
    const { map, L } = this;
    const zoom = map.getZoom();
    const { min, max } = map.getPixelBounds();
    const rim = max.subtract(min).multiplyBy(0.25);
    const view = L.bounds(min.subtract(rim), max.add(rim));
    this.layer.clearLayers();
    this.marks = [];
    for (const group of this.groupsAt(zoom)) {
      const middle = L.point(group.x, group.y);
      if (!view.contains(middle)) continue;
      const at = map.unproject(middle, zoom);
      this.put(group.indices.length > 1 ? this.cluster(group, at) : this.shape(group.indices[0]));
    }
    for (const index of this.selected) if (this.store.places[index]) this.put(this.shape(index));
    if (this.near) this.drawNear();
    return this.seen();
  }

  put(mark) {
    this.marks.push(mark);
    this.layer.addLayer(mark.layer);
  }

  shape(index) {
    const { store, renderer, isInteractive } = this;
    const { look, isStale } = styleOf(store, index);
    const isSelected = this.selected.has(index);
    const radius = MARK_RADIUS + (look.isAnchor ? 1 : 0);
    const options = { renderer, interactive: isInteractive, radius, look, isStale, isSelected };
    const layer = new this.kinds.Shape(store.places[index], options);
    const label = () => labelOf(store.names[index], look);
    if (isInteractive) {
      layer.bindTooltip(label, { ...this.side(store.places[index]), permanent: isSelected });
      layer.on("click", (event) => {
        this.L.DomEvent.stopPropagation(event);
        this.choose(index);
      });
    }
    return { layer, indices: [index], look, isStale };
  }

  // On which side of a place its label has room.
  side(place) {
    const { x } = this.map.latLngToContainerPoint(place);
    const free = this.map.getSize().x - LABEL_ROOM;
    if (x < LABEL_ROOM && x < free) return { direction: "right", offset: [10, 0], opacity: 1 };
    if (x > free) return { direction: "left", offset: [-10, 0], opacity: 1 };
    return { direction: "top", offset: [0, -9], opacity: 1 };
  }

  cluster({ indices }, at) {
    const { renderer, isInteractive } = this;
    const radius = Math.min(REACH / 2 + 3, 11 + Math.log2(indices.length) * 1.4);
    const shares = this.sharesOf(indices);
    const options = { renderer, interactive: isInteractive, radius, count: indices.length, shares };
    const layer = new this.kinds.Cluster(at, options);
    if (isInteractive) {
      layer.on("click", (event) => {
        this.L.DomEvent.stopPropagation(event);
        this.open(indices, at);
      });
    }
    return { layer, indices };
  }

  sharesOf(indices) {
    const counts = new Map();
    for (const index of indices) {
      const { look } = styleOf(this.store, index);
      counts.set(look, (counts.get(look) ?? 0) + 1);
    }
    const { looks } = this.store;
    return looks
      .filter((look) => counts.has(look))
      .map((look) => ({ colour: look.colour, count: counts.get(look) }));
  }

  // Come closer, or list them where even the closest look would not part them.
  open(indices, at) {
    const { map, store } = this;
    const closest = map.getMaxZoom();
    if (map.getZoom() < closest && grouped(this.dots(indices, closest)).length > 1) {
      const bounds = this.L.latLngBounds(indices.map((index) => store.places[index]));
      map.fitBounds(bounds, { padding: [30, 30], animate: !isStill() });
      return;
    }
    const choices = indices
      .slice(0, MOST_CHOICES)
      .map((index) => ({ index, name: store.names[index], ...styleOf(store, index) }));
    const chosen = (index) => {
      map.closePopup();
      this.choose(index);
    };
    this.L.popup({ maxWidth: 280 }).setLatLng(at).setContent(choiceOf(choices, chosen)).openOn(map);
  }

  drawNear() {
    const { L, near, renderer } = this;
    const ring = { renderer, interactive: false, color: INK, weight: 3, fill: false };
    const layer = L.circleMarker([near.lat, near.lon], { ...ring, radius: 10 });
    const words = document.createElement("span");
    words.textContent = near.label;
    layer.bindTooltip(words, { permanent: true, direction: "bottom", offset: [0, 10], opacity: 1 });
    this.layer.addLayer(layer);
  }

  seen() {
    const styles = new Set(this.shown.map((index) => this.store.styles[index]));
    const drawn = [...styles].map((style) => style.charCodeAt(0) - 65);
    return {
      looks: this.store.looks.filter((_, at) => drawn.some((style) => style >> 1 === at)),
      hasStale: drawn.some((style) => style & 1),
      hasClusters: this.marks.some(({ indices }) => indices.length > 1),
    };
  }

  drawn() {
    return this.marks.map(({ layer, indices, look, isStale }) => {
      const { x, y } = this.map.latLngToContainerPoint(layer.getLatLng());
      const names = indices.map((index) => this.store.names[index]);
      return { x, y, names, shape: look?.shape ?? "cluster", isStale: Boolean(isStale) };
    });
  }
}
