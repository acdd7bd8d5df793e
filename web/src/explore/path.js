// The shortest way between two nodes over some ties, whichever way they point; of equals the first by id.
export const shortest = (ties, from, to) => {
  const at = new Map();
  const join = (one, other, tie) => {
    if (!at.has(one)) at.set(one, new Map());
    if (!at.get(one).has(other)) at.get(one).set(other, []);
    at.get(one).get(other).push(tie);
  };
  for (const tie of ties) {
    if (tie.source === tie.target) continue;
    join(tie.source, tie.target, tie);
    join(tie.target, tie.source, tie);
  }
  const before = new Map([[from, null]]);
  const open = [from];
  for (const node of open) {
    if (node === to) break;
    for (const next of [...(at.get(node)?.keys() ?? [])].sort()) {
      if (before.has(next)) continue;
      before.set(next, node);
      open.push(next);
    }
  }
  if (!before.has(to)) return null;
  const steps = [];
  for (let node = to; before.get(node) !== null; node = before.get(node)) {
    const last = before.get(node);
    steps.unshift({ from: last, to: node, ties: at.get(last).get(node) });
  }
  return steps;
};
