// What is shown as a table: for those who do not see the picture, and for all that a pointer does.
import { el } from "../dom.js";
import { locales, n, t } from "../words.js";

export class List {
  constructor(act, pages) {
    this.act = act;
    this.pages = pages;
    this.body = el("tbody");
    this.summary = el("summary");
    const head = [t("name"), t("kind"), t("n_ties"), t("actions")].map((text) => el("th", { scope: "col" }, text));
    const table = el("table", {}, el("caption", { class: "hidden" }, t("as_list")), el("thead", {}, el("tr", {}, head)), this.body);
    this.root = el("details", { id: "list", ontoggle: () => this.root.open && this.scene && this.fill() }, this.summary, el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("as_list") }, table));
    this.order = new Intl.Collator(locales());
  }

  show(scene, state) {
    Object.assign(this, { scene, state });
    this.summary.textContent = `${t("as_list")} (${n(scene.nodes.length)})`;
    if (this.root.open) this.fill();
  }

  fill() {
    const { scene, state, act, pages } = this;
    const focus = this.root.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    const counts = new Map();
    for (const tie of scene.ties) for (const end of new Set([tie.source, tie.target])) counts.set(end, (counts.get(end) ?? 0) + 1);
    const nodes = [...scene.nodes].sort((one, other) => this.order.compare(one.label, other.label));
    this.body.replaceChildren(
      ...nodes.map((node) =>
        el(
          "tr",
          {},
          el("th", { scope: "row" }, el("button", { type: "button", class: "link-button", "data-key": `s ${node.id}`, "aria-pressed": String(node.id === state.select), onclick: () => act.select(node.id) }, node.label)),
          el("td", {}, node.kind.label),
          el("td", { class: "num" }, n(counts.get(node.id) ?? 0)),
          el(
            "td",
            {},
            el("button", { type: "button", class: "plain-button", "data-key": `e ${node.id}`, "aria-pressed": String(state.expand.includes(node.id)), onclick: () => act.expand(node.id) }, t(state.expand.includes(node.id) ? "collapse" : "expand_short"), el("span", { class: "hidden" }, `: ${node.label}`)),
            " ",
            el("a", { href: `${pages.things}${node.id}.html` }, t("page"), el("span", { class: "hidden" }, `: ${node.label}`)),
          ),
        ),
      ),
    );
    if (focus) this.body.querySelector(`[data-key="${CSS.escape(focus)}"]`)?.focus();
  }
}
