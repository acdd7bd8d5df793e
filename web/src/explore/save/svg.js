// The picture as SVG for print: boxes with whole names where the nodes stand, drawn apart until none lies over another,
// lines with their dashes, a legend, sources, licence and version.
import { t } from "../../words.js";
import { DASHES, outline } from "../swatch.js";
import { cited, credit, xml } from "./content.js";

const FONT = "Noto Sans, Liberation Sans, Arial, sans-serif";
const SIZE = 11;
const LINE = 14;
const WIDE = 170;
const MARGIN = 30;

const canvas = document.createElement("canvas").getContext("2d");
const width = (text, size = SIZE) => {
  canvas.font = `${size}px ${FONT}`;
  return canvas.measureText(text).width * 1.04;
};

// Text in lines that are no wider than `most`; a word that is, is broken.
export const wrapped = (text, most, size = SIZE) => {
  const lines = [""];
  for (let word of text.split(/\s+/)) {
    const joined = `${lines.at(-1)} ${word}`.trim();
    if (width(joined, size) <= most) {
      lines[lines.length - 1] = joined;
      continue;
    }
    if (lines.at(-1)) lines.push("");
    while (width(word, size) > most) {
      let end = word.length - 1;
      while (end > 1 && width(word.slice(0, end), size) > most) end -= 1;
      lines[lines.length - 1] = word.slice(0, end);
      lines.push("");
      word = word.slice(end);
    }
    lines[lines.length - 1] = word;
  }
  return lines;
};

const boxed = (scene) =>
  scene.nodes.map((node) => {
    const lines = wrapped(node.label, WIDE);
    const beside = ["rectangle", "rounded"].includes(node.kind.shape) ? 14 : 26;
    return { node, lines, w: Math.max(...lines.map((line) => width(line))) + beside, h: lines.length * LINE + 10 };
  });

// The least stretching at which no two boxes overlap.
const stretched = (boxes, spots) => {
  const over = (scale) => {
    const sorted = boxes.map((box) => ({ ...box, x: spots.get(box.node.id).x * scale, y: spots.get(box.node.id).y * scale })).sort((a, b) => a.x - a.w / 2 - (b.x - b.w / 2));
    for (let one = 0; one < sorted.length; one += 1) {
      for (let other = one + 1; other < sorted.length; other += 1) {
        const [a, b] = [sorted[one], sorted[other]];
        if (b.x - b.w / 2 > a.x + a.w / 2 + 8) break;
        if (Math.abs(a.y - b.y) < (a.h + b.h) / 2 + 6 && Math.abs(a.x - b.x) < (a.w + b.w) / 2 + 8) return true;
      }
    }
    return false;
  };
  let scale = 0.5;
  while (scale < 60 && over(scale)) scale *= 1.08;
  return scale;
};

// Where the line from the middle of a box towards a point leaves it.
const exit = (box, to) => {
  const [dx, dy] = [to.x - box.x, to.y - box.y];
  const scale = Math.max((2 * Math.abs(dx)) / (box.w + 4), (2 * Math.abs(dy)) / (box.h + 4)) || 1;
  return { x: box.x + dx / scale, y: box.y + dy / scale };
};

const r = (number) => String(Math.round(number * 10) / 10);

// `spread` is what the drawing was stretched by, for other formats.
export const spread = (scene) => stretched(boxed(scene), scene.spots);

export const svgFile = (scene) => {
  const { network } = scene;
  const boxes = boxed(scene);
  const scale = stretched(boxes, scene.spots);
  const at = new Map(boxes.map((box) => [box.node.id, Object.assign(box, { x: scene.spots.get(box.node.id).x * scale, y: scene.spots.get(box.node.id).y * scale })]));
  const [left, right] = [Math.min(...boxes.map((b) => b.x - b.w / 2), 0), Math.max(...boxes.map((b) => b.x + b.w / 2), 0)];
  const [top, bottom] = [Math.min(...boxes.map((b) => b.y - b.h / 2), 0), Math.max(...boxes.map((b) => b.y + b.h / 2), 0)];
  const wide = Math.max(right - left, 640) + 2 * MARGIN;
  const body = [];

  // Lines first, so that boxes lie over them; those between the same two boxes stand beside each other.
  const pairs = new Map();
  for (const tie of scene.ties) {
    const key = [tie.source, tie.target].sort().join(" ");
    pairs.set(key, [...(pairs.get(key) ?? []), tie]);
  }
  for (const parallel of pairs.values()) {
    parallel.forEach((tie, number) => {
      const [a, b] = [at.get(tie.source), at.get(tie.target)];
      if (a === b) return;
      const [from, to] = [exit(a, b), exit(b, a)];
      const far = Math.hypot(to.x - from.x, to.y - from.y) || 1;
      const bend = (number - (parallel.length - 1) / 2) * 26 * (tie.source < tie.target ? 1 : -1);
      const middle = { x: (from.x + to.x) / 2 - ((to.y - from.y) / far) * bend, y: (from.y + to.y) / 2 + ((to.x - from.x) / far) * bend };
      const { family, symmetric } = tie.relation;
      const dash = DASHES[family.dash] ? ` stroke-dasharray="${DASHES[family.dash]}"` : "";
      const arrow = symmetric ? "" : ` marker-end="url(#arrow-${[...network.families.keys()].indexOf(family.id)})"`;
      const title = `${a.node.label} – ${tie.relation.label} – ${b.node.label}${tie.via.length ? ` (${t("derived")})` : ""} [${cited(tie)}]`;
      body.push(`<path d="M${r(from.x)} ${r(from.y)}Q${r(middle.x)} ${r(middle.y)} ${r(to.x)} ${r(to.y)}" fill="none" stroke="${family.colour}" stroke-width="${Math.max(1, family.width)}"${dash}${arrow}><title>${xml(title)}</title></path>`);
    });
  }
  for (const { node, lines, x, y, w, h } of boxes) {
    const { kind } = node;
    const dash = DASHES[kind.dash] ? ` stroke-dasharray="${DASHES[kind.dash]}"` : "";
    const inner = kind.double ? `<path d="${outline(kind.shape, w - 6, h - 6)}" transform="translate(3 3)" fill="none" stroke="${kind.outline}"/>` : "";
    const text = lines.map((line, number) => `<tspan x="${r(w / 2)}" y="${r(LINE * number + 16)}">${xml(line)}</tspan>`).join("");
    body.push(`<a href="${xml(`${network.dataset.base}${node.id}`)}"><g transform="translate(${r(x - w / 2)} ${r(y - h / 2)})"><title>${xml(`${node.label} (${kind.label})`)}</title><path d="${outline(kind.shape, w, h)}" fill="${kind.fill}" stroke="${kind.outline}"${dash}/>${inner}<text text-anchor="middle">${text}</text></g></a>`);
  }

  const head = wrapped(scene.title, wide - 2 * MARGIN, 18);
  const up = MARGIN + head.length * 24 + 24;
  const foot = [];
  let y = up + (bottom - top) + 40;
  let x = MARGIN;
  const entry = (sign, label) => {
    const long = 34 + width(label) + 22;
    if (x > MARGIN && x + long > wide - MARGIN) [x, y] = [MARGIN, y + 20];
    foot.push(`<g transform="translate(${r(x)} ${r(y)})">${sign}<text x="32" y="4">${xml(label)}</text></g>`);
    x += long;
  };
  const kinds = [...network.kinds.values()].filter((kind) => scene.nodes.some((node) => node.kind === kind));
  for (const kind of kinds) {
    const dash = DASHES[kind.dash] ? ` stroke-dasharray="${DASHES[kind.dash]}"` : "";
    entry(`<path d="${outline(kind.shape, 24, 14)}" transform="translate(0 -7)" fill="${kind.fill}" stroke="${kind.outline}"${dash}/>`, kind.label);
  }
  [x, y] = [MARGIN, y + 24];
  const families = [...network.families.values()].filter((family) => scene.ties.some((tie) => tie.relation.family === family));
  for (const family of families) {
    const dash = DASHES[family.dash] ? ` stroke-dasharray="${DASHES[family.dash]}"` : "";
    entry(`<path d="M0 0H26" stroke="${family.colour}" stroke-width="${Math.max(1.4, family.width)}"${dash}/>`, family.label);
  }
  y += 30;
  const sources = [...new Set(scene.ties.flatMap((tie) => tie.claims.map((claim) => claim.source)))].sort();
  const notes = [`${t("sources")}: ${sources.map((id) => network.sources.get(id) ?? id).join("; ")}`, credit(scene), scene.address];
  for (const line of notes.flatMap((text) => wrapped(text, wide - 2 * MARGIN))) {
    foot.push(`<text x="${MARGIN}" y="${r(y)}" fill="#4d4d4d">${xml(line)}</text>`);
    y += LINE;
  }
  const high = y + MARGIN - LINE;
  const markers = families.map((family) => `<marker id="arrow-${[...network.families.keys()].indexOf(family.id)}" viewBox="0 0 7 6" refX="6.4" refY="3" markerWidth="8" markerHeight="7" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L7 3L0 6z" fill="${family.colour}"/></marker>`);
  const title = head.map((line, number) => `<tspan x="${MARGIN}" y="${MARGIN + 14 + number * 24}">${xml(line)}</tspan>`).join("");
  const counts = t("counted", { nodes: scene.nodes.length, ties: scene.ties.length });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" width="${r(wide)}" height="${r(high)}" viewBox="0 0 ${r(wide)} ${r(high)}" xml:lang="${document.documentElement.lang}" role="img" aria-labelledby="title" font-family="${FONT}" font-size="${SIZE}">`,
    `<title id="title">${xml(scene.title)}</title><desc>${xml([counts, credit(scene), scene.address].join(". "))}</desc>`,
    `<metadata>${xml([network.dataset.title, network.dataset.version, network.dataset.licence].join(" "))}</metadata>`,
    `<defs>${markers.join("")}</defs><rect width="100%" height="100%" fill="#fff"/>`,
    `<text font-size="18" font-weight="600">${title}</text><text x="${MARGIN}" y="${up - 14}" fill="#4d4d4d">${xml(counts)}</text>`,
    `<g transform="translate(${r((wide - (right - left)) / 2 - left)} ${r(up - top)})" fill="#1a1a1a">${body.join("\n")}</g>`,
    ...foot,
    "</svg>\n",
  ].join("\n");
};
