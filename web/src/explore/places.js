// Where everything stands: nodes of the view at their places, moved ones where they were put, and those that came later
// beside the neighbour through which they came. The same state gives the same places.
const GOLDEN = Math.PI * (3 - Math.sqrt(5));

// The usual distance between neighbours of a view.
const pitch = (spots) => {
  const list = [...spots.values()];
  if (list.length < 2) return 120;
  const xs = list.map((spot) => spot.x);
  const ys = list.map((spot) => spot.y);
  const area = (Math.max(...xs) - Math.min(...xs) + 1) * (Math.max(...ys) - Math.min(...ys) + 1);
  return Math.max(12, 0.6 * Math.sqrt(area / list.length));
};

export const places = (network, base, state, nodes) => {
  const spots = new Map(base.spots);
  const room = pitch(base.spots);
  // Those that came through an expanded node follow it, in the order in which nodes were expanded.
  const wanted = new Set(nodes.map((node) => node.id).filter((id) => !spots.has(id)));
  const beside = (id, near) => {
    const spot = spots.get(near) ?? { x: 0, y: 0 };
    for (let number = 1; ; number += 1) {
      const far = room * 0.75 * Math.sqrt(number);
      const there = { x: spot.x + far * Math.cos(number * GOLDEN), y: spot.y + far * Math.sin(number * GOLDEN) };
      const free = [...spots.values()].every((other) => Math.hypot(other.x - there.x, other.y - there.y) > room * 0.55);
      if (free || number > 600) return spots.set(id, there);
    }
  };
  const bring = (near) => {
    const ties = network.at.get(near) ?? [];
    const others = [...new Set(ties.map((tie) => network.other(tie, near).id))].sort();
    for (const other of others) {
      if (wanted.delete(other)) beside(other, near);
    }
  };
  for (const id of state.expand) {
    if (wanted.delete(id)) beside(id, [...spots.keys()].find((other) => network.at.get(id)?.some((tie) => tie.source === other || tie.target === other)));
    bring(id);
  }
  // What is left came by a path or a search: beside whatever it is tied to.
  for (let before = -1; wanted.size !== before; ) {
    before = wanted.size;
    for (const id of [...wanted].sort()) {
      const near = (network.at.get(id) ?? []).map((tie) => network.other(tie, id).id).find((other) => spots.has(other) && other !== id);
      if (near && wanted.delete(id)) beside(id, near);
    }
  }
  for (const id of wanted) beside(id, undefined);
  for (const [id, spot] of state.moved) if (spots.has(id)) spots.set(id, { ...spots.get(id), ...spot });
  return spots;
};

// The box around places.
export const bounds = (spots) => {
  const list = [...spots];
  if (!list.length) return { x: [-1, 1], y: [-1, 1] };
  const range = (values) => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const margin = Math.max(20, (high - low) * 0.04);
    return [low - margin, high + margin];
  };
  return { x: range(list.map((spot) => spot.x)), y: range(list.map((spot) => spot.y)) };
};
