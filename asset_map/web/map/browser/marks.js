// What is drawn on the one canvas: shapes, clusters and the names of wards.

import { trace } from "./shapes.js";

export const INK = "#1F2A2C";
const HALO = "#FFFDF9";
const FONT = "600 13px system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";

const canDraw = (mark) => mark._renderer._drawing && !mark._empty();

/** Make the canvas that all is drawn on; Leaflet's own may draw once more after it is removed. */
export function canvasFor(L, options) {
  const Canvas = L.Canvas.extend({
    _redraw() {
      if (this._ctx) L.Canvas.prototype._redraw.call(this);
    },
  });
  return new Canvas(options);
}

/** Make the kinds of marks, each a circle marker that draws itself another way. */
export function markKinds(L) {
  const Shape = L.CircleMarker.extend({
    _updatePath() {
      if (!canDraw(this)) return;
      const { _ctx: context } = this._renderer;
      const { x, y } = this._point;
      const { look, isStale, isSelected } = this.options;
      if (isSelected) {
        trace(context, "circle", x, y, this._radius + 7);
        paint(context, { fill: HALO, stroke: INK, width: 3 });
      }
      trace(context, look.shape, x, y, this._radius);
      paint(context, { stroke: HALO, width: 5 });
      paint(context, { fill: isStale ? HALO : look.colour, stroke: look.colour, width: 2 });
    },
  });

  const Cluster = L.CircleMarker.extend({
    _updatePath() {
      if (!canDraw(this)) return;
      const { _ctx: context } = this._renderer;
      const { x, y } = this._point;
      trace(context, "circle", x, y, this._radius);
      paint(context, { fill: HALO, stroke: HALO, width: 3 });
      ring(context, x, y, this._radius - 2.5, this.options.shares);
      context.font = FONT;
      context.textAlign = "center";
      context.textBaseline = "middle";
      context.fillStyle = INK;
      context.fillText(this.options.count.toLocaleString("en-GB"), x, y + 0.5);
    },
  });

  const Name = L.CircleMarker.extend({
    options: { interactive: false, radius: 1 },
    _updatePath() {
      if (!canDraw(this)) return;
      const { _ctx: context } = this._renderer;
      context.font = FONT;
      if (context.measureText(this.options.text).width > this._roomFor()) return;
      context.textAlign = "center";
      context.textBaseline = "middle";
      context.lineJoin = "round";
      context.lineWidth = 4;
      context.strokeStyle = HALO;
      context.strokeText(this.options.text, this._point.x, this._point.y);
      context.fillStyle = "#4A5658";
      context.fillText(this.options.text, this._point.x, this._point.y);
    },
    // Pixels between the ward's edges, left and right of where its name stands.
    _roomFor() {
      const [west, east] = this.options.between;
      const { lat } = this._latlng;
      const at = (lng) => this._map.latLngToLayerPoint([lat, lng]).x;
      return at(east) - at(west);
    },
    _updateBounds() {
      const reach = [this._roomFor() / 2, 10];
      this._pxBounds = L.bounds(this._point.subtract(reach), this._point.add(reach));
    },
  });

  return { Shape, Cluster, Name };
}

function paint(context, { fill, stroke, width }) {
  context.setLineDash([]);
  context.globalAlpha = 1;
  context.lineJoin = "round";
  if (fill) {
    context.fillStyle = fill;
    context.fill();
  }
  context.lineWidth = width;
  context.strokeStyle = stroke;
  context.stroke();
}

// A ring cut in proportion to the kinds that a cluster gathers.
function ring(context, x, y, radius, shares) {
  const total = shares.reduce((sum, { count }) => sum + count, 0);
  let from = -Math.PI / 2;
  for (const { colour, count } of shares) {
    const to = from + (count / total) * 2 * Math.PI;
    context.beginPath();
    context.arc(x, y, radius, from, to);
    context.lineWidth = 4;
    context.strokeStyle = colour;
    context.stroke();
    from = to;
  }
}
