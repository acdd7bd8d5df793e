// The answer as a table, a word or triples. Nothing in it is read as markup.
import { el } from "../dom.js";
import { n, t } from "../words.js";

const STEP = 200;

export class Results {
  constructor({ head, rows, truth, triples }, vocabulary, pages) {
    Object.assign(this, { head, rows, vocabulary, pages });
    this.prefixes = Object.entries(vocabulary.prefixes).sort((one, other) => other[1].length - one[1].length);
    if (triples !== undefined) {
      this.said = "";
      this.root = el("pre", { tabindex: "0", role: "region", "aria-label": t("triples") }, el("code", {}, triples));
    } else if (truth !== undefined) {
      this.said = "";
      this.root = el("p", { class: "truth" }, t(truth ? "yes" : "no"));
    } else {
      this.said = rows.length ? `${t("of_rows", { n: n(rows.length) })},` : t("no_rows");
      this.root = this.table();
    }
  }

  table() {
    if (!this.rows.length) return el("p", { class: "empty" }, t("no_rows"));
    const body = el("tbody");
    let shown = 0;
    const more = el("button", { type: "button", class: "plain-button", onclick: () => fill() });
    const fill = () => {
      body.append(...this.rows.slice(shown, shown + STEP).map((row) => this.row(row)));
      shown = Math.min(shown + STEP, this.rows.length);
      more.hidden = shown === this.rows.length;
      more.textContent = t("more_rows", { n: n(Math.min(STEP, this.rows.length - shown)) });
    };
    fill();
    const head = el("thead", {}, el("tr", {}, this.head.map((name) => el("th", { scope: "col" }, name))));
    return el("div", {}, el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("results") }, el("table", {}, head, body)), more);
  }

  row(row) {
    return el("tr", {}, this.head.map((name) => this.cell(row[name])));
  }

  cell(term) {
    if (!term) return el("td");
    if (term.type === "uri") return el("td", {}, this.iri(term.value));
    if (term.type === "triple") return el("td", {}, JSON.stringify(term.value));
    const number = /#(integer|decimal|double|float|\w*(int|long|short|byte)\w*)$/i.test(term.datatype ?? "");
    const { lang } = document.documentElement;
    const tag = term["xml:lang"];
    const tagged = tag && tag !== lang ? el("span", { class: "count" }, ` @${tag}`) : null;
    return el("td", { class: number && "num" }, el("span", { lang: tag && tag !== lang && tag }, term.value), tagged);
  }

  // A short name that leads to the page of a thing here, or to where the address leads.
  iri(iri) {
    const known = this.prefixes.find(([, namespace]) => iri.startsWith(namespace) && /^[\w-]*$/.test(iri.slice(namespace.length)));
    const text = known ? `${known[0]}:${iri.slice(known[1].length)}` : iri;
    const { base, things } = this.vocabulary;
    const rest = base && iri.startsWith(base) ? iri.slice(base.length) : "";
    if (/^[\w/-]+$/.test(rest) && !rest.startsWith("graph/") && !rest.endsWith("/")) {
      return el("a", { href: `${this.pages.things}${rest}.html`, title: things[rest] ?? t("local_page") }, text);
    }
    // Only addresses of the web are links: data may hold any scheme.
    return /^https?:\/\//.test(iri) ? el("a", { class: "outside", href: iri, rel: "nofollow external" }, text) : text;
  }
}
