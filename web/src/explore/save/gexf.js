// GEXF 1.3 for Gephi. All ties are directed, so that NetworkX reads the file too: `directed` says which ones have no
// direction. Positions have y upwards.
import { about, certainty, cited, span, xml } from "./content.js";

const rgb = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));

const attributes = (name, list) =>
  [`    <attributes class="${name}">`, ...list.map((title) => `      <attribute id="${title}" title="${title}" type="string"/>`), "    </attributes>"].join("\n");

const values = (pairs) =>
  `<attvalues>${pairs.filter(([, value]) => value !== "").map(([name, value]) => `<attvalue for="${name}" value="${xml(value)}"/>`).join("")}</attvalues>`;

export const gexf = (scene) => {
  const { network, nodes, ties, spots } = scene;
  const said = about(scene);
  const out = ['<?xml version="1.0" encoding="UTF-8"?>', '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">'];
  out.push(`  <meta><creator>${xml(network.dataset.authors.join("; "))}</creator><description>${said.map(([name, text]) => xml(`${name}: ${text}`)).join("\n")}</description></meta>`);
  out.push('  <graph defaultedgetype="directed" idtype="string" mode="static">');
  out.push(attributes("node", ["kind", "mode", "iri", "places"]));
  out.push(attributes("edge", ["relation", "family", "directed", "sources", "certainty", "since", "until", "claims", "via"]));
  out.push(`    <nodes count="${nodes.length}">`);
  for (const node of nodes) {
    const spot = spots.get(node.id);
    const [r, g, b] = rgb(node.kind.fill);
    const own = values([["kind", node.kind.label], ["mode", node.mode], ["iri", `${network.dataset.base}${node.id}`], ["places", node.places.join("; ")]]);
    out.push(`      <node id="${xml(node.id)}" label="${xml(node.label)}">${own}<viz:color r="${r}" g="${g}" b="${b}"/><viz:position x="${(spot.x * scene.spread).toFixed(2)}" y="${(-spot.y * scene.spread).toFixed(2)}" z="0.0"/></node>`);
  }
  out.push("    </nodes>", `    <edges count="${ties.length}">`);
  for (const tie of ties) {
    const { since, until } = span(tie);
    const own = values([["relation", tie.relation.id], ["family", tie.relation.family.label], ["directed", String(!tie.relation.symmetric)], ["sources", cited(tie)], ["certainty", certainty(network, tie)], ["since", since], ["until", until], ["claims", tie.claims.map((claim) => claim.id).join("; ")], ["via", tie.via.join("; ")]]);
    const [r, g, b] = rgb(tie.relation.family.colour);
    out.push(`      <edge id="${xml(tie.id)}" source="${xml(tie.source)}" target="${xml(tie.target)}" label="${xml(tie.relation.label)}">${own}<viz:color r="${r}" g="${g}" b="${b}"/></edge>`);
  }
  out.push("    </edges>", "  </graph>", "</gexf>");
  return `${out.join("\n")}\n`;
};
