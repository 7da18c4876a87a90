// The wards: the map's base, fetched once by their address.

import { fillOf } from "./patterns.js";

const STYLE = { color: "#8C8576", weight: 1.2, fillColor: "#FFFDF9", fillOpacity: 1 };
const HOVERED = { fillColor: "#F4EFE6" };
const HIGHLIGHTED = { color: "#1F2A2C", weight: 3, fillColor: "#F4E3B8" };
const OVER_TILES = { fillOpacity: 0.08 };

const EDGE = { color: "#1F2A2C", weight: 2.2, dashArray: "7 5" };
const ASKED = { color: "#1F2A2C", weight: 4, dashArray: null };

const collections = new Map();

/** Return the wards as GeoJSON; each address is asked for once. */
export function wardsFrom(address) {
  if (!collections.has(address)) {
    const asked = fetch(address).then((answer) => {
      if (!answer.ok) throw new Error(`The wards could not be loaded (${answer.status}).`);
      return answer.json();
    });
    asked.catch(() => collections.delete(address));
    collections.set(address, asked);
  }
  return collections.get(address);
}

const polygonsOf = ({ type, coordinates }) => (type === "Polygon" ? [coordinates] : coordinates);

// Where a line from west to east at this latitude crosses the rings of a polygon.
function crossings(rings, lat) {
  const found = [];
  for (const line of rings) {
    for (let i = 1; i < line.length; i += 1) {
      const [[x1, y1], [x2, y2]] = [line[i - 1], line[i]];
      if (y1 > lat !== y2 > lat) found.push(x1 + ((lat - y1) / (y2 - y1)) * (x2 - x1));
    }
  }
  return found.sort((a, b) => a - b);
}

/** Return where a ward's name has most room: the middle of its widest stretch. */
export function roomiest(geometry) {
  let best = { width: 0 };
  for (const rings of polygonsOf(geometry)) {
    const lats = rings[0].map(([, lat]) => lat);
    const [south, north] = [Math.min(...lats), Math.max(...lats)];
    for (let step = 3; step <= 9; step += 1) {
      const lat = south + ((north - south) * step) / 12;
      const edges = crossings(rings, lat);
      for (let i = 1; i < edges.length; i += 2) {
        const [west, east] = [edges[i - 1], edges[i]];
        // The middle of a ward reads better than a slightly wider place at its rim.
        const width = (east - west) * (1 - Math.abs(step - 6) * 0.05);
        if (width > best.width) best = { width, lat, lng: (west + east) / 2, between: [west, east] };
      }
    }
  }
  return best;
}

const isAsked = ({ code }, classes) => Boolean(classes) && classes.asked === code;
const classOf = ({ code }, classes) => classes?.looks[classes.of[code]];

// Fill each ward by its class; its outline says the rest.
function classStyles(classes) {
  const fills = classes?.looks.map(fillOf) ?? [];
  const edges = new Set(classes?.edges);
  return (properties) => ({
    ...(classOf(properties, classes) ? { fillColor: fills[classes.of[properties.code]] } : {}),
    ...(edges.has(properties.code) ? EDGE : {}),
    ...(isAsked(properties, classes) ? ASKED : {}),
  });
}

/** Make the layers of the wards and their names; `onClick` is told a ward's code. */
export function wardLayers(L, { wards, renderer, highlight, classes, hasTiles, onClick, Name }) {
  const plain = { ...STYLE, ...(hasTiles ? OVER_TILES : {}) };
  const chosen = new Set(highlight);
  const isChosen = ({ properties }) => chosen.has(properties.code) || isAsked(properties, classes);
  const inClass = classStyles(classes);
  const styleOf = (feature) => {
    if (classes) return { ...plain, ...inClass(feature.properties) };
    return isChosen(feature) ? { ...plain, ...HIGHLIGHTED } : plain;
  };
  const listen = (layer, feature) => {
    const name = document.createElement("span");
    name.textContent = [feature.properties.name, classOf(feature.properties, classes)?.label]
      .filter(Boolean)
      .join(": ");
    layer.bindTooltip(name, { sticky: true, opacity: 1 });
    layer.on("click", (event) => {
      L.DomEvent.stopPropagation(event);
      onClick(feature.properties.code);
    });
    const hovered = classes ? { weight: 3.5 } : HOVERED;
    layer.on("mouseover", () => isChosen(feature) || layer.setStyle(hovered));
    layer.on("mouseout", () => layer.setStyle(styleOf(feature)));
  };
  // Those that stand out come last, so that no neighbour's edge is drawn over theirs.
  const features = [...wards.features].sort((one, other) => isChosen(one) - isChosen(other));
  const areas = L.geoJSON(features, {
    renderer,
    style: styleOf,
    interactive: Boolean(onClick),
    smoothFactor: 0.5,
    onEachFeature: (feature, layer) => onClick && listen(layer, feature),
  });
  const names = features
    .map(({ geometry, properties }) => ({ ...roomiest(geometry), text: properties.name }))
    .filter(({ width }) => width > 0)
    .map(({ lat, lng, between, text }) => new Name([lat, lng], { renderer, between, text }));
  const isSubject = ({ feature }) =>
    classes ? feature.properties.code in classes.of : isChosen(feature);
  const outlines = areas.getLayers().filter(isSubject);
  return {
    all: L.layerGroup([areas, ...names]),
    bounds: areas.getBounds(),
    chosenBounds: L.featureGroup(outlines).getBounds(),
  };
}
