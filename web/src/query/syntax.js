// The syntax of the editor, with the prefixes of the dataset known without being declared, and the first line that is wrong
// marked in the words of the page.
import Yasqe from "@zazuko/yasqe";
import { el } from "../dom.js";

const MOST = 12;

// Defines the mode `name`: that of Yasqe, which begins with some prefixes.
export const knowing = (name, prefixes) => {
  const mode = Yasqe.getMode({}, "sparql11");
  Yasqe.defineMode(name, () => ({ ...mode, startState: () => Object.assign(mode.startState(), { prefixes: { ...prefixes } }) }));
};

// Marks the first line at which the text is no SPARQL any more; an empty text is not yet wrong.
export const mark = (editor, t) => {
  editor.clearGutter("gutterErrorBar");
  if (!editor.getValue().trim()) return;
  for (let line = 0; line < editor.lineCount(); line += 1) {
    const { state } = editor.getTokenAt({ line, ch: editor.getLine(line).length }, true);
    if (state.OK !== false) continue;
    const expected = (state.possibleCurrent ?? []).slice(0, MOST).join(" ");
    const said = t("bad_line", { n: line + 1, expected });
    editor.setGutterMarker(line, "gutterErrorBar", el("span", { class: "bad-line", role: "img", title: said, "aria-label": said }, "!"));
    return;
  }
};
