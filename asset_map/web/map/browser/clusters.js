// Which points are drawn together, because they would otherwise lie on one another.

// Points nearer than this (pixels) to one of them gather round it, from so many on.
export const REACH = 30;
const LEAST = 4;

const cellOf = (x, y) => Math.floor(x / REACH) * 1e8 + Math.floor(y / REACH);

function intoCells(dots) {
  const cells = new Map();
  for (const dot of dots) {
    const key = cellOf(dot.x, dot.y);
    const cell = cells.get(key);
    if (cell) cell.push(dot);
    else cells.set(key, [dot]);
  }
  return cells;
}

function neighbours(cells, { x, y }) {
  const near = [];
  for (let dx = -REACH; dx <= REACH; dx += REACH) {
    for (let dy = -REACH; dy <= REACH; dy += REACH) {
      for (const dot of cells.get(cellOf(x + dx, y + dy)) ?? []) {
        if (!dot.isTaken && (dot.x - x) ** 2 + (dot.y - y) ** 2 <= REACH ** 2) near.push(dot);
      }
    }
  }
  return near;
}

/**
 * Return the groups that dots fall into, each where its first dot lies: every dot is in one.
 *
 * Dots have an `index` and `x`, `y` in pixels of one zoom level. Their order decides round
 * which of them the others gather, so that the same dots always group alike. No two
 * clusters lie nearer than `REACH`, and no single dot lies nearer than that to a cluster.
 */
export function grouped(dots) {
  const cells = intoCells(dots);
  const groups = [];
  for (const dot of dots) {
    if (dot.isTaken) continue;
    const near = neighbours(cells, dot);
    if (near.length < LEAST) continue;
    for (const member of near) member.isTaken = true;
    groups.push({ indices: near.map(({ index }) => index), x: dot.x, y: dot.y });
  }
  for (const { isTaken, index, x, y } of dots) {
    if (!isTaken) groups.push({ indices: [index], x, y });
  }
  return groups;
}
