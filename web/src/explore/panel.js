// What is known of the selected node, and the way between two: each tie with its sources and lines.
import { el } from "../dom.js";
import { locales, n, t } from "../words.js";
import { nodeSign } from "./swatch.js";

const address = (pages, id) => `${pages.things}${id}.html`;

// The claims behind a tie, each as a link to where the document says it.
export const sources = (network, pages, tie) => {
  const seen = new Set();
  const fresh = (claim) => {
    const said = [claim.source, claim.lines, claim.certainty, claim.modality, claim.start, claim.end, claim.role].join(" ");
    return !seen.has(said) && seen.add(said);
  };
  const claims = tie.claims.filter(fresh).map((claim) => {
    const dates = [claim.start, claim.end].some(Boolean) ? ` · ${claim.start ?? ""}–${claim.end ?? ""}` : "";
    const role = claim.role ? ` · ${network.name(claim.role)}` : "";
    const modality = claim.modality ? ` · ${network.name(claim.modality)}` : "";
    const disputed = claim.rank === "disputed" ? ` · ${t("disputed")}` : "";
    return el(
      "span",
      { class: "cite" },
      el("a", { href: `${pages.sources}${claim.source}.html#claim-${claim.id}` }, network.name(claim.source)),
      `, ${claim.lines}${role}${dates} · ${network.name(claim.certainty)}${modality}${disputed}`,
    );
  });
  if (!tie.via.length) return claims;
  const via = tie.via.flatMap((id, number) => [number ? ", " : "", el("a", { href: address(pages, id) }, network.nodes.get(id)?.label ?? id)]);
  return [el("span", { class: "cite" }, t("derived_from"), " ", via), ...claims];
};

const button = (text, act, extra = {}) => el("button", { type: "button", class: "plain-button", onclick: act, ...extra }, text);

// The ties of a node by relation, in both directions.
const grouped = (network, id) => {
  const groups = new Map();
  const ties = [...new Set([...(network.at.get(id) ?? [])])];
  for (const tie of ties) {
    const name = network.relationFrom(tie, id);
    groups.set(name, [...(groups.get(name) ?? []), tie]);
  }
  const order = new Intl.Collator(locales());
  return [...groups].sort((one, other) => order.compare(one[0], other[0]));
};

const SHOWN = 12;

export const nodePanel = ({ network, pages, state, scene, act }) => {
  const node = network.nodes.get(state.select);
  if (!node) return [el("p", { class: "empty" }, t("nothing_selected"))];
  const there = new Set(scene.nodes.map((other) => other.id));
  const expanded = state.expand.includes(node.id);
  const derived = scene.ties.filter((tie) => tie.via.length && (tie.source === node.id || tie.target === node.id));
  const groups = grouped(network, node.id);
  for (const tie of derived) {
    const name = network.relationFrom(tie, node.id);
    const known = groups.find(([title]) => title === name);
    if (known) known[1].push(tie);
    else groups.push([name, [tie]]);
  }
  const count = network.at.get(node.id)?.length ?? 0;
  const one = (tie) => {
    const other = network.other(tie, node.id);
    return el(
      "li",
      {},
      button(other.label, () => act.select(other.id), { class: `link-button${there.has(other.id) ? "" : " away"}` }),
      there.has(other.id) ? null : el("span", { class: "hidden" }, ` (${t("not_shown")})`),
      sources(network, pages, tie),
    );
  };
  return [
    el("h2", { id: "selected", tabindex: "-1" }, node.label),
    el("p", { class: "kind" }, nodeSign(node.kind), " ", node.kind.label),
    there.has(node.id) ? null : el("p", { class: "empty" }, t("hidden_by_filters")),
    el(
      "p",
      { class: "acts" },
      el("a", { class: "plain-button", href: address(pages, node.id) }, t("open_page")),
      button(expanded ? t("collapse") : t("expand", { n: n(count) }), () => act.expand(node.id), { "aria-pressed": String(expanded), id: "expand" }),
      button(t("path_from"), () => act.pathFrom(node.id)),
      button(t("close"), () => act.select("")),
    ),
    ...groups.map(([title, ties]) =>
      el(
        "section",
        { class: "group" },
        el("h3", {}, title, " ", el("span", { class: "count" }, n(ties.length))),
        el("ul", { class: "said" }, ties.slice(0, SHOWN).map(one)),
        ties.length > SHOWN ? el("details", {}, el("summary", {}, `${t("more")} (${n(ties.length - SHOWN)})`), el("ul", { class: "said" }, ties.slice(SHOWN).map(one))) : null,
      ),
    ),
    groups.length ? null : el("p", { class: "empty" }, t("no_ties")),
  ];
};

// A way as a list of steps; nothing was found if there is none.
export const wayPanel = ({ network, pages, state, way, act }) => {
  if (!state.path) return [];
  const [from, to] = state.path.map((id) => network.nodes.get(id));
  if (!way) return [el("p", { class: "empty" }, t(state.scope === "all" ? "no_path" : "no_path_shown", { from: from.label, to: to.label }))];
  const step = ({ from, to, ties }) =>
    el(
      "li",
      {},
      button(network.nodes.get(from).label, () => act.select(from), { class: "link-button" }),
      " → ",
      button(network.nodes.get(to).label, () => act.select(to), { class: "link-button" }),
      ties.map((tie) => [el("span", { class: "relation" }, tie.source === from ? tie.relation.label : tie.relation.inverse), sources(network, pages, tie)]),
    );
  return [el("p", {}, t("steps", { n: n(way.length) })), el("ol", { class: "steps" }, way.map(step))];
};
