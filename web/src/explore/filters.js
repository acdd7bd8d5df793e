// The filters, which are the legend too: kinds, families and relations, places, time, sources, certainty. Each counts what
// the view holds; one that is changed tells what is hidden now.
import { el } from "../dom.js";
import { locales, n, t } from "../words.js";
import { nodeSign, tieSign } from "./swatch.js";

const counted = (list) => {
  const counts = new Map();
  for (const key of list) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
};

export class Filters {
  // `change(name, value)` is told of every change.
  constructor(network, change) {
    this.network = network;
    this.change = change;
    this.order = new Intl.Collator(locales());
    this.root = el("div", { class: "filters" });
    this.open = new Set(["kind", "relation"]);
  }

  // Draws the filters for a scene; the focus stays where it was.
  show(state, scene) {
    const focus = document.activeElement?.id;
    const within = this.root.contains(document.activeElement);
    for (const details of this.root.querySelectorAll("details[data-name]")) {
      if (details.open) this.open.add(details.dataset.name);
      else this.open.delete(details.dataset.name);
    }
    const { nodes, ties } = scene.candidates;
    const { network } = this;
    const claims = ties.flatMap((tie) => [...new Set(tie.claims.map((claim) => claim.source))]);
    const certain = ties.flatMap((tie) => [...new Set(tie.claims.map((claim) => claim.certainty))]);
    const byLabel = (one, other) => this.order.compare(network.name(one[0]), network.name(other[0]));
    const kinds = counted(nodes.map((node) => node.kind.id));
    this.root.replaceChildren(
      this.part("kind", t("kinds"), [...network.kinds.values()].filter((kind) => kinds.has(kind.id)).map((kind) => this.box("kind", kind.id, kind.label, kinds.get(kind.id), state, nodeSign(kind))), state.kind.size),
      this.part("relation", t("relations"), this.families(state, ties), state.relation.size),
      this.place(state, nodes),
      this.time(state),
      this.part("source", t("sources"), [...counted(claims)].sort(byLabel).map(([id, count]) => this.box("source", id, network.name(id), count, state)), state.source.size),
      this.part("certainty", t("certainty"), [...counted(certain)].sort(byLabel).map(([id, count]) => this.box("certainty", id, network.name(id), count, state)), state.certainty.size),
    );
    if (within && focus) document.getElementById(focus)?.focus();
  }

  part(name, title, children, hidden) {
    const summary = el("summary", {}, title, hidden ? el("span", { class: "flag" }, t("n_hidden", { n: n(hidden) })) : null);
    return el("details", { "data-name": name, open: this.open.has(name) }, summary, el("fieldset", {}, el("legend", { class: "hidden" }, title), children));
  }

  box(name, id, label, count, state, sign) {
    const own = `f-${name}-${id}`;
    const input = el("input", { type: "checkbox", id: own, onchange: () => this.flip(name, [id], !input.checked, state) });
    input.checked = !state[name].has(id);
    return el("div", { class: "choice" }, input, el("label", { for: own }, sign ?? null, el("span", {}, label), el("span", { class: "count" }, n(count ?? 0))));
  }

  flip(name, ids, hide, state) {
    const next = new Set(state[name]);
    for (const id of ids) hide ? next.add(id) : next.delete(id);
    this.change(name, next);
  }

  families(state, ties) {
    const relations = counted(ties.map((tie) => tie.relation.id));
    const found = [];
    for (const family of this.network.families.values()) {
      const own = [...relations.keys()].map((id) => this.network.relations.get(id)).filter((relation) => relation.family === family);
      if (!own.length) continue;
      own.sort((one, other) => this.order.compare(one.label, other.label));
      const ids = own.map((relation) => relation.id);
      const hidden = ids.filter((id) => state.relation.has(id)).length;
      const id = `f-family-${family.id}`;
      const input = el("input", { type: "checkbox", id, onchange: () => this.flip("relation", ids, !input.checked, state) });
      input.checked = hidden === 0;
      input.indeterminate = hidden > 0 && hidden < ids.length;
      const total = ids.reduce((sum, one) => sum + relations.get(one), 0);
      found.push(el("div", { class: "choice" }, input, el("label", { for: id }, tieSign(family), el("span", {}, family.label), el("span", { class: "count" }, n(total)))));
      if (own.length > 1) {
        const name = `family-${family.id}`;
        found.push(
          el("details", { class: "inner", "data-name": name, open: this.open.has(name) }, el("summary", {}, t("each_relation", { n: n(own.length) })), own.map((relation) => this.box("relation", relation.id, relation.label, relations.get(relation.id), state))),
        );
      }
    }
    return found;
  }

  place(state, nodes) {
    const counts = counted(nodes.flatMap((node) => node.places));
    if (state.place && !counts.has(state.place)) counts.set(state.place, 0);
    const options = [...counts].map(([id, count]) => [id, this.network.nodes.get(id)?.label ?? id, count]);
    options.sort((one, other) => this.order.compare(one[1], other[1]));
    const select = el(
      "select",
      { id: "f-place", onchange: () => this.change("place", select.value) },
      el("option", { value: "" }, t("anywhere")),
      options.map(([id, label, count]) => el("option", { value: id, selected: id === state.place }, `${label} (${n(count)})`)),
    );
    return this.part("place", t("place"), [el("label", { for: "f-place", class: "hidden" }, t("place")), select, el("p", { class: "hint" }, t("place_hint"))], state.place ? 1 : 0);
  }

  time(state) {
    const field = (name, label) => {
      const input = el("input", { id: `f-${name}`, inputmode: "numeric", maxlength: 4, size: 5, value: state[name], placeholder: "2024", "aria-describedby": "f-time-hint", onchange: () => {
        const year = input.value.trim();
        const good = !year || /^\d{4}$/.test(year);
        input.setAttribute("aria-invalid", String(!good));
        if (good) this.change(name, year);
      } });
      return el("span", { class: "year" }, el("label", { for: `f-${name}` }, label), input);
    };
    const undated = el("input", { type: "checkbox", id: "f-undated", onchange: () => this.change("undated", undated.checked) });
    undated.checked = state.undated;
    const fields = [
      el("div", { class: "years" }, field("from", t("from_year")), field("to", t("to_year"))),
      el("div", { class: "choice" }, undated, el("label", { for: "f-undated" }, t("undated"))),
      el("p", { class: "hint", id: "f-time-hint" }, t("time_hint")),
    ];
    return this.part("time", t("time"), fields, (state.from ? 1 : 0) + (state.to ? 1 : 0));
  }
}
