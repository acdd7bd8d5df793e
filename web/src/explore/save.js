// Saves what is shown as a file.
import { csv } from "./save/csv.js";
import { dot } from "./save/dot.js";
import { gexf } from "./save/gexf.js";
import { spread, svgFile } from "./save/svg.js";

export const FORMATS = {
  svg: { title: "SVG", type: "image/svg+xml", write: svgFile },
  dot: { title: "DOT (Graphviz)", type: "text/vnd.graphviz", write: (scene) => dot({ ...scene, spread: spread(scene) }) },
  gexf: { title: "GEXF (Gephi)", type: "application/gexf+xml", write: (scene) => gexf({ ...scene, spread: spread(scene) }) },
  csv: { title: "CSV", type: "text/csv", write: csv },
};

export const save = (name, text, type) => {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
};
