// The shapes that kinds are drawn with: once here, for the map and its legend alike.

const regular = (corners, turn) =>
  Array.from({ length: corners }, (_, corner) => {
    const angle = ((corner + turn) / corners) * 2 * Math.PI - Math.PI / 2;
    return [Math.cos(angle), Math.sin(angle)];
  });

const star = regular(10, 0).map(([x, y], corner) => (corner % 2 ? [x * 0.5, y * 0.5] : [x, y]));

// Corners on a circle of radius 1, and how much larger a shape must be drawn
// than a circle to look as big as one.
const OUTLINES = {
  circle: { corners: null, scale: 1 },
  square: { corners: regular(4, 0.5), scale: 1.22 },
  triangle: { corners: regular(3, 0), scale: 1.35, drop: 0.2 },
  diamond: { corners: regular(4, 0), scale: 1.35 },
  hexagon: { corners: regular(6, 0.5), scale: 1.12 },
  pentagon: { corners: regular(5, 0), scale: 1.15 },
  star: { corners: star, scale: 1.5 },
};

const cornersOf = (shape, x, y, radius) => {
  const { corners, scale, drop = 0 } = OUTLINES[shape] ?? OUTLINES.circle;
  return corners?.map(([dx, dy]) => [x + dx * radius * scale, y + (dy + drop) * radius * scale]);
};

export function trace(context, shape, x, y, radius) {
  context.beginPath();
  const corners = cornersOf(shape, x, y, radius);
  if (corners) {
    corners.forEach(([cx, cy]) => context.lineTo(cx, cy));
    context.closePath();
  } else {
    context.arc(x, y, radius, 0, 2 * Math.PI);
  }
}

export function picture(look, { hollow = false, size = 20 } = {}) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("width", size);
  svg.setAttribute("height", size);
  svg.setAttribute("aria-hidden", "true");
  const corners = cornersOf(look.shape, 10, 10, 6);
  const outline = document.createElementNS(svg.namespaceURI, corners ? "polygon" : "circle");
  if (corners) outline.setAttribute("points", corners.map((corner) => corner.join(",")).join(" "));
  else Object.entries({ cx: 10, cy: 10, r: 6 }).forEach(([k, v]) => outline.setAttribute(k, v));
  outline.setAttribute("fill", hollow ? "#fff" : look.colour);
  outline.setAttribute("stroke", look.colour);
  outline.setAttribute("stroke-width", 1.75);
  svg.append(outline);
  return svg;
}
