// What the server sends, and the points that this page was sent so far.

const DEGREES = 1e5;

// The server sends each point once a visit, and afterwards only which of them are shown.
// Kept beside the maps, so that a page that is left and opened again still has them.
const stores = new Map();

const GZIP = 0x1f;

/** Return the message: JSON, gzipped when it is long. */
export async function unpacked(bytes) {
  if (bytes[0] !== GZIP) return JSON.parse(new TextDecoder().decode(bytes));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}

/** Add what a message brings; return the store, or null when an earlier message was lost. */
export function received(message) {
  const store = stores.get(message.store) ?? { looks: [], styles: "", places: [], names: [] };
  if (store.names.length < message.base) return null;
  if (message.looks) store.looks = message.looks;
  if (message.points && store.names.length === message.base) {
    const { styles, lon, lat, names } = message.points;
    store.styles += styles;
    names.forEach((name, i) => {
      store.names.push(name);
      store.places.push(placed(lat[i] / DEGREES, lon[i] / DEGREES));
    });
  }
  stores.set(message.store, store);
  return store;
}

// A place in degrees, and on a square world of side 1 (Web Mercator, as Leaflet draws it).
function placed(lat, lng) {
  const sine = Math.sin((lat * Math.PI) / 180);
  return {
    lat,
    lng,
    x: lng / 360 + 0.5,
    y: 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI),
  };
}

/** Return the look of a point, and whether it is long since somebody checked it. */
export function styleOf(store, index) {
  const style = store.styles.charCodeAt(index) - 65;
  return { look: store.looks[style >> 1], isStale: Boolean(style & 1) };
}

/** Return the numbers of the points whose bit is set. */
export function shownIn(bits) {
  const bytes = Uint8Array.from(atob(bits), (character) => character.charCodeAt(0));
  const shown = [];
  bytes.forEach((byte, at) => {
    for (let bit = 0; byte >> bit; bit += 1) if ((byte >> bit) & 1) shown.push(at * 8 + bit);
  });
  return shown;
}

/** Forget what was sent, as a page does that is loaded anew (for tests). */
export function forgetAll() {
  stores.clear();
}
