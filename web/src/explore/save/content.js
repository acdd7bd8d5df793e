// What every saved file says of itself and of each tie: title, version, licence, address, sources with their lines.
import { t } from "../../words.js";

// What the file is: pairs of a name and a text.
export const about = (scene) => {
  const { dataset } = scene.network;
  const facts = [
    ["title", scene.title],
    ["dataset", dataset.title],
    ["version", dataset.version],
    ["issued", dataset.issued],
    ["license", dataset.licence],
    ["authors", dataset.authors.join("; ")],
    ["address", scene.address],
  ];
  return facts.filter(([, text]) => text);
};

// The line at the foot of a picture.
export const credit = ({ network: { dataset } }) =>
  [dataset.title, `${t("version")} ${dataset.version}`, dataset.issued, dataset.authors.join(", "), dataset.licence_name ?? dataset.licence]
    .filter(Boolean)
    .join(" · ");

export const cited = (tie) => [...new Set(tie.claims.map((claim) => `${claim.source}:${claim.lines}`))].join("; ");

const first = (list) => list.filter(Boolean).sort();

export const span = (tie) => ({
  since: first(tie.claims.map((claim) => claim.start))[0] ?? "",
  until: first(tie.claims.map((claim) => claim.end)).pop() ?? "",
});

// A tie that no source states has no certainty of its own.
export const certainty = (network, tie) =>
  tie.via.length ? t("derived") : [...new Set(tie.claims.map((claim) => network.name(claim.certainty)))].join("; ");

// Text without the characters that XML 1.0 does not allow.
export const legal = (text) => String(text).replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "");

export const xml = (text) =>
  legal(text).replace(/[&<>"']/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" })[sign]);
