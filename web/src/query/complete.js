// Completion from the words of the dataset: classes after `a`, properties where a predicate stands, things elsewhere. A
// word may be a short name or the beginning of what it is called, in any alphabet.
import { el } from "../dom.js";
import { fold } from "../fold.js";

// So many that the list needs no scrolling; more letters make it shorter.
const MOST = 10;

// What may stand at the end of a text: 0 a subject, 1 a predicate, 2 an object, 3 a class.
export const position = (text) => {
  // Texts and IRIs are one word each, whatever they hold.
  const plain = text.replace(/#[^\n<>]*$/gm, "").replace(/"[^"\n]*"|'[^'\n]*'|<[^<>\s]*>/g, "x");
  const last = plain.search(/[{};.,()](?![^{};.,()]*[{};.,()])/);
  const mark = last < 0 ? "" : plain[last];
  const words = plain.slice(last + 1).trim().split(/\s+/).filter(Boolean);
  const first = mark === ";" ? 1 : mark === "," ? 2 : 0;
  if (words.length && ["a", "rdf:type"].includes(words[words.length - 1])) return 3;
  return Math.min(first + words.length, 2);
};

const prepared = (vocabulary) => {
  const term = (group) => (one) => ({ text: one.short ?? `<${one.iri}>`, label: one.label ?? "", count: one.count, group });
  const prefix = Object.entries(vocabulary.prefixes).find(([, iri]) => iri === vocabulary.base)?.[0];
  const things = Object.entries(vocabulary.things).map(([id, label]) => ({ text: prefix ? `${prefix}:${id}` : `<${vocabulary.base}${id}>`, label, group: "thing" }));
  const all = [...vocabulary.classes.map(term("class")), ...vocabulary.properties.map(term("property")), ...things];
  return all.map((one) => ({ ...one, folded: fold(one.label), lower: one.text.toLowerCase() }));
};

// How well a candidate answers a word: 0 for not at all.
const fits = (one, word, folded) => {
  if (!word) return 1;
  const local = one.lower.slice(one.lower.indexOf(":") + 1);
  if (one.lower.startsWith(word)) return 4;
  if (local.startsWith(word)) return 3;
  if (folded && one.folded.startsWith(folded)) return 2;
  return folded.length > 1 && (one.folded.includes(` ${folded}`) || local.includes(word)) ? 1 : 0;
};

export const completer = (vocabulary, t) => {
  let words;
  const render = (place, _, hint) => {
    const { label, count, group } = hint.about;
    const used = count === undefined ? "" : t(group === "class" ? "instances" : "uses", { n: count });
    place.append(el("span", { class: "hint-text" }, hint.text), el("span", { class: "hint-label" }, [label, used].filter(Boolean).join(" · ")));
  };
  return (editor, typed = false) => {
    words ??= prepared(vocabulary());
    const hint = () => {
      const cursor = editor.getCursor();
      const line = editor.getLine(cursor.line).slice(0, cursor.ch);
      const word = /[\p{L}\p{N}_-]*:?[\p{L}\p{N}_-]*$/u.exec(line)[0];
      const before = editor.getRange({ line: 0, ch: 0 }, { line: cursor.line, ch: cursor.ch - word.length });
      // Variables, texts and what stands between angle brackets are nobody's names.
      const none = /[?$@]$/.test(before) || (line.split('"').length - 1) % 2 === 1 || /<[^<>\s]*$/.test(before) || /#[^\n]*$/.test(line.replace(/<[^>]*>/g, ""));
      const from = { line: cursor.line, ch: cursor.ch - word.length };
      if (none || (typed && word.length < 2)) return { list: [], from, to: cursor };
      const at = position(before);
      const groups = [["thing", "class"], ["property"], ["thing", "class"], ["class"]][at];
      const [lower, folded] = [word.toLowerCase(), fold(word)];
      let found = words.map((one) => [fits(one, lower, folded), one]).filter(([best]) => best > 0);
      // What the ontology names comes before what it only reuses.
      found = found.map(([best, one]) => [best + (one.label ? 0.5 : 0), one]);
      const inPlace = found.filter(([, one]) => groups.includes(one.group));
      if (inPlace.length) found = inPlace;
      if (typed && !inPlace.length) found = [];
      found.sort((one, other) => other[0] - one[0] || (other[1].count ?? 0) - (one[1].count ?? 0) || (one[1].text < other[1].text ? -1 : 1));
      return { list: found.slice(0, MOST).map(([, about]) => ({ text: about.text, about, render })), from, to: cursor };
    };
    const first = hint();
    if (!first.list.length) return;
    const container = editor.getWrapperElement().parentElement;
    // The list is made anew with each letter, and has to be named each time.
    const named = () => {
      const found = hint();
      queueMicrotask(() => container.querySelector(".CodeMirror-hints")?.setAttribute("aria-label", t("suggestions")));
      return found;
    };
    editor.showHint({ hint: named, completeSingle: false, closeCharacters: /[\s{}();.,>"]/, container });
  };
};
