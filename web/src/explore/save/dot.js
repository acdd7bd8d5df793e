// The network in the language of Graphviz, each node at its place.
import { about, certainty, cited, legal } from "./content.js";

const SHAPES = { rectangle: "box", rounded: "box", pill: "ellipse", octagon: "octagon", note: "note", hexagon: "hexagon" };
const STYLES = { solid: "solid", dashed: "dashed", dotted: "dotted", dashdot: "dashed" };

const quoted = (text) => `"${legal(text).replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\r?\n/g, "\\n")}"`;
// What is drawn: Graphviz reads entities in it.
const drawn = (text) => quoted(String(text).replace(/&/g, "&amp;"));
const list = (pairs) => `[${pairs.map(([name, value]) => `${name}=${value}`).join(", ")}]`;

export const dot = (scene) => {
  const { network, nodes, ties, spots } = scene;
  const lines = about(scene).map(([name, text]) => `// ${name}: ${String(text).replace(/[\r\n]+/g, " ")}`);
  lines.push("digraph network {", `  graph ${list([["label", drawn(scene.title)], ["labelloc", '"t"'], ["charset", '"UTF-8"'], ["layout", '"neato"'], ["fontname", '"Helvetica"']])};`);
  lines.push('  node [fontname="Helvetica", fontsize="11"];', '  edge [fontname="Helvetica", fontsize="9"];');
  for (const node of nodes) {
    const { kind } = node;
    const spot = spots.get(node.id);
    const style = ["filled", kind.shape === "rounded" && "rounded", STYLES[kind.dash]].filter(Boolean).join(",");
    const pairs = [
      ["label", drawn(node.label)],
      ["shape", quoted(SHAPES[kind.shape])],
      ["style", quoted(style)],
      ["fillcolor", quoted(kind.fill)],
      ["color", quoted(kind.outline)],
      ["tooltip", drawn(kind.label)],
      ["URL", drawn(`${network.dataset.base}${node.id}`)],
      ["pos", quoted(`${(spot.x * scene.spread).toFixed(2)},${(-spot.y * scene.spread).toFixed(2)}`)],
    ];
    if (kind.double) pairs.push(["peripheries", '"2"']);
    lines.push(`  ${quoted(node.id)} ${list(pairs)};`);
  }
  for (const tie of ties) {
    const { relation } = tie;
    const pairs = [
      ["label", drawn(relation.label)],
      ["color", quoted(relation.family.colour)],
      ["penwidth", quoted(relation.family.width.toFixed(2))],
      ["style", quoted(STYLES[relation.family.dash])],
      ["tooltip", drawn(`${relation.label}\n${cited(tie)} (${certainty(network, tie)})`)],
    ];
    if (relation.symmetric) pairs.push(["dir", '"none"']);
    lines.push(`  ${quoted(tie.source)} -> ${quoted(tie.target)} ${list(pairs)};`);
  }
  lines.push("}");
  return `${lines.join("\n")}\n`;
};
