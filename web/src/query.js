// The SPARQL editor: it knows the words of this dataset, asks the endpoint of this host and no other, and shows the answer
// with links to the pages of things. The query stands in the address, so that it can be sent on.
import "./query.css";
import Yasqe from "@zazuko/yasqe";
import "@zazuko/yasqe/build/yasqe.min.css";
import { el, put } from "./dom.js";
import { save } from "./explore/save.js";
import { Refused, ask } from "./query/ask.js";
import { completer } from "./query/complete.js";
import { Results } from "./query/results.js";
import { knowing, mark } from "./query/syntax.js";
import { locales, n, numbers, t, told } from "./words.js";

const page = told();
const root = document.getElementById("editor");
const form = document.getElementById("sparql");
let vocabulary;
let editor;
let running = null;

const status = el("p", { class: "status", role: "status", id: "said" });
const answer = el("section", { "aria-labelledby": "answer-title", hidden: true });
const trouble = el("div", { role: "alert", id: "trouble" });

// What a refusal says: what went wrong in the reader's language, the server's own message, what to do, and the limits.
const refused = (error) => {
  const known = [400, 406, 408, 413, 414, 429, 507].includes(error.status) ? error.status : "other";
  const limits = Object.entries(error.limits ?? {});
  return [
    el("p", { class: "error" }, t(`refused_${known}`), error.retry ? ` ${t("retry_after", { n: n(error.retry) })}` : ""),
    el("pre", { tabindex: "0", lang: "en" }, el("code", {}, error.message)),
    error.hint && el("p", {}, `${t("hint")}: `, el("span", { lang: "en" }, error.hint)),
    limits.length && el("details", {}, el("summary", {}, t("limits")), el("dl", { class: "names", lang: "en" }, limits.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, String(value)))))),
  ];
};

const failed = (error) => {
  if (error.name === "AbortError") return put(status, t("stopped"));
  put(status);
  if (error instanceof Refused) return put(trouble, refused(error));
  put(trouble, el("p", { class: "error" }, t(error.broken ? "broken" : "failed"), error.broken ? "" : ` ${error.message}`));
};

const remember = (text) => {
  const address = `${location.pathname}?${new URLSearchParams({ query: text })}`;
  if (address !== location.pathname + location.search) history.pushState(null, "", address);
};

const busy = (controller) => {
  running = controller;
  document.getElementById("run").disabled = Boolean(controller);
  document.getElementById("abort").hidden = !controller;
  root.setAttribute("aria-busy", String(Boolean(controller)));
};

const run = async () => {
  if (running) return;
  const text = editor.getValue();
  remember(text);
  const controller = new AbortController();
  busy(controller);
  put(trouble);
  put(status, t("running"));
  answer.hidden = true;
  try {
    const began = performance.now();
    const got = await ask(page.pages.sparql, text, controller.signal);
    const seconds = ((performance.now() - began) / 1000).toFixed(2);
    const results = new Results(got, vocabulary, page.pages);
    const files = got.triples === undefined ? ["csv", "json", "tsv", "xml"] : ["turtle", "ntriples", "jsonld"];
    put(
      answer,
      el("h2", { id: "answer-title" }, t("answer")),
      el("p", { class: "saves" }, `${t("download")}: `, files.map((format) => el("button", { type: "button", class: "plain-button", id: `save-${format}`, onclick: () => download(text, format) }, format))),
      got.note && el("p", { class: "hint", id: "answer-note", lang: "en" }, got.note),
      results.root,
    );
    answer.hidden = false;
    put(status, `${results.said} ${t("complete")}, ${new Intl.NumberFormat(numbers(), { style: "unit", unit: "second" }).format(seconds)}.`);
  } catch (error) {
    failed(error);
  }
  busy(null);
};

const download = async (text, format) => {
  try {
    const { body, type } = await ask(page.pages.sparql, text, undefined, format);
    save(`answer.${{ turtle: "ttl", ntriples: "nt" }[format] ?? format}`, body, type);
  } catch (error) {
    failed(error);
  }
};

const copy = async () => {
  remember(editor.getValue());
  try {
    await navigator.clipboard.writeText(location.href);
    put(status, t("copied"));
  } catch {
    put(status, location.href);
  }
};

// Named questions, by title.
const examples = () => {
  const order = new Intl.Collator(locales());
  const questions = [...vocabulary.questions].sort((one, other) => order.compare(one.title, other.title));
  const note = el("p", { class: "hint", id: "example-note" });
  const select = el(
    "select",
    { id: "example", onchange: () => {
      const question = questions.find((one) => one.id === select.value);
      if (!question) return;
      editor.setValue(question.sparql);
      put(note, question.values.length ? t("example_values", { values: question.values.join("; ") }) : null);
    } },
    el("option", { value: "" }, t("example_none")),
    questions.map((question) => el("option", { value: question.id }, question.title)),
  );
  return el("div", { class: "field" }, el("label", { for: "example" }, t("example")), select, note);
};

const build = () => {
  const place = el("div", { class: "yasqe-place" });
  put(
    root,
    examples(),
    place,
    el("p", { class: "hint", id: "editor-hint" }, t("editor_hint")),
    el(
      "p",
      { class: "saves" },
      el("button", { type: "button", id: "run", onclick: run }, t("run")),
      el("button", { type: "button", id: "abort", class: "plain-button", hidden: true, onclick: () => running?.abort() }, t("abort")),
      el("button", { type: "button", id: "prefixes-add", class: "plain-button", onclick: insert }, t("prefixes_add")),
      el("button", { type: "button", id: "share", class: "plain-button", onclick: copy }, t("share")),
    ),
    trouble,
    status,
    answer,
  );
  root.hidden = false;
  form.hidden = true;
  const complete = completer(() => vocabulary, t);
  knowing("sparql11-known", vocabulary.prefixes);
  // Completers that ask other hosts are gone, whatever the defaults of the editor.
  Yasqe.defaults.autocompleters.length = 0;
  editor = new Yasqe(place, {
    value: new URLSearchParams(location.search).get("query") || page.first,
    // Nothing is kept in the browser, asked of other hosts or drawn that this page does not say in its own language.
    mode: "sparql11-known",
    syntaxErrorCheck: false,
    persistenceId: null,
    consumeShareLink: null,
    createShareableLink: null,
    prefixCcApi: null,
    autocompleters: [],
    showQueryButton: false,
    resizeable: false,
    editorHeight: "auto",
    viewportMargin: Infinity,
    screenReaderLabel: t("editor"),
    extraKeys: { "Ctrl-Space": (own) => complete(own), "Ctrl-Enter": run, "Cmd-Enter": run, Tab: false, "Shift-Tab": false, F11: false },
  });
  // The editor's own buttons speak English only; what they do is done by those of the page.
  for (const one of place.querySelectorAll(".yasqe_buttons")) one.remove();
  editor.on("changes", () => mark(editor, t));
  editor.on("inputRead", (own, change) => {
    if (!own.state.completionActive && /[\p{L}\p{N}:_-]/u.test(change.text.at(-1))) complete(own, true);
  });
  const input = editor.getInputField();
  for (const [name, value] of [["role", "textbox"], ["aria-multiline", "true"], ["aria-label", t("editor")], ["aria-describedby", "editor-hint"]]) input.setAttribute(name, value);
};

// Declares the prefixes that the text uses and does not declare, for those who take it elsewhere.
const insert = () => {
  const text = editor.getValue();
  const declared = (prefix) => new RegExp(`\\bPREFIX\\s+${prefix}:`, "i").test(text);
  const used = (prefix) => new RegExp(`(^|[^\\w<:/-])${prefix}:`, "m").test(text);
  const lines = Object.entries(vocabulary.prefixes).filter(([prefix]) => used(prefix) && !declared(prefix));
  editor.setValue(lines.map(([prefix, iri]) => `PREFIX ${prefix}: <${iri}>\n`).join("") + text);
};

const start = async () => {
  put(trouble);
  try {
    const answer = await fetch(page.pages.vocabulary);
    if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`.trim());
    vocabulary = await answer.json();
  } catch (error) {
    // Without its words the editor still asks.
    vocabulary = { base: "", prefixes: {}, classes: [], properties: [], things: {}, questions: [] };
    put(trouble, el("p", { class: "error" }, t("not_loaded"), ` ${error.message}`));
  }
  build();
  addEventListener("popstate", () => editor.setValue(new URLSearchParams(location.search).get("query") || page.first));
};

start();
