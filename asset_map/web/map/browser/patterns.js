// The fills of gap classes: a pattern in ink on a colour, told apart in greyscale too.

const SIDE = 12;

const lines = {
  solid: () => {},
  dotted: (context) => {
    for (const [x, y] of [[3, 3], [9, 9]]) {
      context.beginPath();
      context.arc(x, y, 1.6, 0, 2 * Math.PI);
      context.fill();
    }
  },
  striped: (context) => slanted(context, 1, 2.2),
  cross_hatched: (context) => {
    slanted(context, 1, 1.4);
    slanted(context, -1, 1.4);
  },
  hatched: (context) => slanted(context, -1, 1),
};

// A line from corner to corner, with those of the tiles beside it.
function slanted(context, way, width) {
  context.lineWidth = width;
  for (const shift of [-SIDE, 0, SIDE]) {
    context.beginPath();
    context.moveTo(way > 0 ? shift : shift + SIDE, 0);
    context.lineTo(way > 0 ? shift + SIDE : shift, SIDE);
    context.stroke();
  }
}

/** Return a tile of the pattern, as sharp as the screen is. */
export function tileOf({ fill, ink, pattern }) {
  const scale = window.devicePixelRatio > 1 ? 2 : 1;
  const tile = document.createElement("canvas");
  tile.width = tile.height = SIDE * scale;
  const context = tile.getContext("2d");
  context.scale(scale, scale);
  context.fillStyle = fill;
  context.fillRect(0, 0, SIDE, SIDE);
  context.fillStyle = context.strokeStyle = ink;
  lines[pattern](context);
  return { tile, scale };
}

/** Return what Leaflet's canvas can fill a ward with. */
export function fillOf(look) {
  const { tile, scale } = tileOf(look);
  const pattern = tile.getContext("2d").createPattern(tile, "repeat");
  pattern.setTransform(new DOMMatrix().scale(1 / scale));
  return pattern;
}

/** Return a swatch of the pattern for the legend. */
export function swatchOf(look) {
  const swatch = document.createElement("span");
  swatch.className = "swatch";
  swatch.setAttribute("aria-hidden", "true");
  const { tile, scale } = tileOf(look);
  swatch.style.backgroundImage = `url(${tile.toDataURL()})`;
  swatch.style.backgroundSize = `${tile.width / scale}px`;
  swatch.style.borderColor = look.ink;
  return swatch;
}
