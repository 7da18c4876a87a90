// Each kind keeps its shape, as on the live map and on paper; what has none stays round.
const round = L.SVG.prototype._updateCircle;
L.SVG.include({
  _updateCircle(layer) {
    const corners = CORNERS[layer.options.shape];
    if (!corners || layer._empty()) return round.call(this, layer);
    const { x, y } = layer._point;
    const at = corners.map(([dx, dy]) => `${x + dx * layer._radius} ${y + dy * layer._radius}`);
    this._setPath(layer, `M${at.join("L")}Z`);
  },
});
