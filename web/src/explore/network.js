// The whole network and the ties that maps add to it, by id. Nothing is drawn or filtered here.
const FORM = "sauat-network/1";

// Loads a document of the network; what is wrong is said as an error.
export const load = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`.trim());
  const document = await answer.json();
  if (document.form !== FORM) throw new Error(`“${document.form}”`);
  return document;
};

export class Network {
  constructor(document) {
    this.dataset = document.dataset;
    this.kinds = new Map();
    this.families = new Map();
    this.relations = new Map();
    this.sources = new Map();
    this.names = new Map();
    this.nodes = new Map();
    this.ties = new Map();
    // The ties of the whole network at each node.
    this.at = new Map();
    this.whole = this.add(document);
    for (const id of this.whole.ties) {
      const tie = this.ties.get(id);
      for (const end of new Set([tie.source, tie.target])) {
        if (!this.at.has(end)) this.at.set(end, []);
        this.at.get(end).push(tie);
      }
    }
  }

  // Takes in a document, and gives what it shows: its nodes with their places, and its ties.
  add(document) {
    const list = (items, map) =>
      items.map((item) => {
        if (!map.has(item.id)) map.set(item.id, item);
        return map.get(item.id);
      });
    const kinds = list(document.kinds, this.kinds);
    const families = list(document.families, this.families);
    const relations = document.relations.map((relation) => {
      if (!this.relations.has(relation.id)) this.relations.set(relation.id, { ...relation, family: families[relation.family] });
      return this.relations.get(relation.id);
    });
    for (const [id, cite] of Object.entries(document.sources)) this.sources.set(id, cite);
    for (const [id, name] of Object.entries(document.names)) this.names.set(id, name);
    const spots = new Map();
    const ids = document.nodes.map((node) => {
      const { x, y, width, height, kind, ...rest } = node;
      if (!this.nodes.has(node.id)) this.nodes.set(node.id, { ...rest, kind: kinds[kind] });
      spots.set(node.id, { x, y, width, height });
      return node.id;
    });
    const ties = new Set();
    for (const tie of document.ties) {
      if (!this.ties.has(tie.id)) {
        const relation = relations[tie.relation];
        this.ties.set(tie.id, { ...tie, via: tie.via ?? [], source: ids[tie.source], target: ids[tie.target], relation });
      }
      ties.add(tie.id);
    }
    return { title: document.title, view: document.view, spots, ties };
  }

  name(id) {
    return this.names.get(id) ?? id;
  }

  // The node at the other end of a tie.
  other(tie, id) {
    return this.nodes.get(tie.source === id ? tie.target : tie.source);
  }

  // What a node is to the other end of a tie, in words.
  relationFrom(tie, id) {
    return tie.source === id ? tie.relation.label : tie.relation.inverse;
  }
}

// The view of one node and its neighbours, on a circle in the order of kinds and names.
export const around = (network, id) => {
  const ties = network.at.get(id) ?? [];
  const neighbours = [...new Set(ties.map((tie) => network.other(tie, id).id))].filter((other) => other !== id);
  const order = [...network.kinds.keys()];
  const key = (other) => order.indexOf(network.nodes.get(other).kind.id);
  neighbours.sort((one, other) => key(one) - key(other) || (one < other ? -1 : 1));
  const spots = new Map([[id, { x: 0, y: 0 }]]);
  const rings = Math.ceil(neighbours.length / 36);
  neighbours.forEach((other, number) => {
    const angle = (2 * Math.PI * number) / neighbours.length - Math.PI / 2;
    const ring = 260 * (1 + (number % rings) * 0.45);
    spots.set(other, { x: ring * Math.cos(angle), y: ring * Math.sin(angle) });
  });
  const inside = new Set([id, ...neighbours]);
  const between = [...inside].flatMap((node) => network.at.get(node) ?? []);
  const kept = between.filter((tie) => inside.has(tie.source) && inside.has(tie.target) && (tie.source === id || tie.target === id || tie.relation.role === "tie"));
  return { title: network.nodes.get(id).label, view: "", spots, ties: new Set(kept.map((tie) => tie.id)) };
};
