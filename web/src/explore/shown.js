// What is shown: the nodes and ties of the view, those that were expanded and those of the path, less what filters hide.
import { FILTERS } from "./state.js";

const year = (date) => Number(date.slice(0, 4));

// The years in which a tie holds, by its claims; without any, those of the work, document or event at its end.
const spans = (network, tie, claims) => {
  const own = claims.filter((claim) => claim.start || claim.end);
  if (own.length) return own.map((claim) => [claim.start ? year(claim.start) : -Infinity, claim.end ? year(claim.end) : Infinity]);
  const works = [tie.source, tie.target].map((id) => network.nodes.get(id)).filter((node) => node.mode === "work");
  return works.flatMap((node) => node.years);
};

// Whether a tie passes the filters: one and the same claim has to.
const passes = (network, tie, state) => {
  if (state.relation.has(tie.relation.id)) return false;
  const claims = tie.claims.filter((claim) => !state.source.has(claim.source) && !state.certainty.has(claim.certainty));
  if (!claims.length) return !tie.claims.length;
  if (!state.from && !state.to) return true;
  const [from, to] = [state.from ? Number(state.from) : -Infinity, state.to ? Number(state.to) : Infinity];
  const held = spans(network, tie, claims);
  if (!held.length) return state.undated;
  return held.some(([start, end]) => start <= to && end >= from);
};

export const narrowed = (state) =>
  FILTERS.some((name) => name !== "kind" && state[name].size) || Boolean(state.from || state.to);

export const shown = (network, base, state, way) => {
  const ties = new Set(base.ties);
  for (const id of state.expand) for (const tie of network.at.get(id) ?? []) ties.add(tie.id);
  const nodes = new Set([...base.spots.keys(), ...state.expand]);
  const held = new Set();
  for (const step of way ?? []) {
    for (const tie of step.ties) ties.add(tie.id);
    for (const id of [step.from, step.to]) held.add(id);
  }
  for (const id of ties) {
    const tie = network.ties.get(id);
    nodes.add(tie.source).add(tie.target);
  }
  if (state.select) nodes.add(state.select);
  const good = new Set(
    [...nodes].filter((id) => {
      const node = network.nodes.get(id);
      return held.has(id) || (!state.kind.has(node.kind.id) && (!state.place || node.places.includes(state.place)));
    }),
  );
  const onWay = new Set((way ?? []).flatMap((step) => step.ties.map((tie) => tie.id)));
  const kept = [...ties]
    .map((id) => network.ties.get(id))
    .filter((tie) => good.has(tie.source) && good.has(tie.target) && (onWay.has(tie.id) || passes(network, tie, state)));
  // A filter of ties leaves nodes that are tied; one of nodes leaves those that fit.
  const tied = new Set(kept.flatMap((tie) => [tie.source, tie.target]));
  const stays = (id) => !narrowed(state) || tied.has(id) || held.has(id) || id === state.select;
  return {
    nodes: [...good].filter(stays).map((id) => network.nodes.get(id)),
    ties: kept,
    all: { nodes: nodes.size, ties: ties.size },
    candidates: { nodes: [...nodes].map((id) => network.nodes.get(id)), ties: [...ties].map((id) => network.ties.get(id)) },
  };
};
