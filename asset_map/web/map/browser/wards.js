// The wards: the map's base, fetched once by their address.

const STYLE = { color: "#8C8576", weight: 1.2, fillColor: "#FFFDF9", fillOpacity: 1 };
const HOVERED = { fillColor: "#F4EFE6" };
const HIGHLIGHTED = { color: "#1F2A2C", weight: 3, fillColor: "#F4E3B8" };
const OVER_TILES = { fillOpacity: 0.08 };

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

/** Make the layers of the wards and their names; `onClick` is told a ward's code. */
export function wardLayers(L, { wards, renderer, highlight, hasTiles, onClick, Name }) {
  const plain = { ...STYLE, ...(hasTiles ? OVER_TILES : {}) };
  const chosen = new Set(highlight);
  const isChosen = ({ properties }) => chosen.has(properties.code);
  const styleOf = (feature) => (isChosen(feature) ? { ...plain, ...HIGHLIGHTED } : plain);
  const listen = (layer, feature) => {
    const name = document.createElement("span");
    name.textContent = feature.properties.name;
    layer.bindTooltip(name, { sticky: true, opacity: 1 });
    layer.on("click", (event) => {
      L.DomEvent.stopPropagation(event);
      onClick(feature.properties.code);
    });
    layer.on("mouseover", () => isChosen(feature) || layer.setStyle(HOVERED));
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
  const outlines = areas.getLayers().filter(({ feature }) => isChosen(feature));
  return {
    all: L.layerGroup([areas, ...names]),
    bounds: areas.getBounds(),
    chosenBounds: L.featureGroup(outlines).getBounds(),
  };
}
