// Ties as CSV for spreadsheets: a byte order mark, and an apostrophe before what would be read as a formula.
import { certainty, cited, span } from "./content.js";

const cell = (value) => {
  const text = String(value ?? "");
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
};

export const csv = (scene) => {
  const { network } = scene;
  const header = ["source", "source_name", "relation", "relation_name", "target", "target_name", "certainty", "since", "until", "sources_and_lines", "claims", "via", "dataset", "version", "license"];
  const rows = scene.ties.map((tie) => {
    const { since, until } = span(tie);
    const ends = [tie.source, tie.target].map((id) => network.nodes.get(id));
    const { dataset } = network;
    return [ends[0].id, ends[0].label, tie.relation.id, tie.relation.label, ends[1].id, ends[1].label, certainty(network, tie), since, until, cited(tie), tie.claims.map((claim) => claim.id).join("; "), tie.via.join("; "), dataset.title, dataset.version, dataset.licence];
  });
  return `\uFEFF${[header, ...rows].map((row) => row.map(cell).join(",")).join("\n")}\n`;
};
