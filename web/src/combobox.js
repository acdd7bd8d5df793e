// A field with suggestions: the combobox of WAI-ARIA with a list below it. The field works without.
import { el } from "./dom.js";

const WAIT = 150;
let count = 0;

// `suggest(text, signal)` gives things { id, label, kind }; `choose(thing)` is told which was taken; `some` and `none` say
// how many there are. Enter with nothing chosen does what the field does by itself.
export const combobox = (input, { suggest, choose, some, none }) => {
  const id = `suggestions-${(count += 1)}`;
  const list = el("ul", { id, role: "listbox", class: "suggestions", "aria-label": input.labels?.[0]?.textContent ?? "" });
  const status = el("span", { class: "hidden", role: "status" });
  list.hidden = true;
  const holder = el("span", { class: "suggesting" });
  input.replaceWith(holder);
  holder.append(input, list, status);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", id], ["aria-expanded", "false"], ["autocomplete", "off"]]) {
    input.setAttribute(name, value);
  }
  let found = [];
  let at = -1;
  let timer;
  let running;

  const close = () => {
    clearTimeout(timer);
    running?.abort();
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const mark = (next) => {
    at = next;
    [...list.children].forEach((option, number) => option.setAttribute("aria-selected", String(number === at)));
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", `${id}-${at}`);
      list.children[at].scrollIntoView({ block: "nearest" });
    }
  };
  const take = (thing) => {
    close();
    choose(thing);
  };
  const show = (things) => {
    found = things;
    list.replaceChildren(
      ...things.map((thing, number) =>
        el(
          "li",
          { id: `${id}-${number}`, role: "option", "aria-selected": "false", onpointerdown: (event) => event.preventDefault(), onclick: () => take(thing) },
          el("span", {}, thing.label),
          thing.kind ? el("span", { class: "told" }, thing.kind) : null,
        ),
      ),
    );
    at = -1;
    input.removeAttribute("aria-activedescendant");
    list.hidden = !things.length;
    input.setAttribute("aria-expanded", String(things.length > 0));
    status.textContent = things.length ? `${some}: ${things.length}` : none;
  };
  const ask = () => {
    clearTimeout(timer);
    running?.abort();
    const text = input.value.trim();
    if (!text) {
      status.textContent = "";
      return close();
    }
    timer = setTimeout(async () => {
      const own = (running = new AbortController());
      try {
        const things = await suggest(text, own.signal);
        if (!own.signal.aborted && document.activeElement === input) show(things);
      } catch {
        // Without suggestions the field is what it was; only an answer that was overtaken keeps the list.
        if (!own.signal.aborted) close();
      }
    }, WAIT);
  };

  input.addEventListener("input", ask);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const open = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) return ask();
      const step = event.key === "ArrowDown" ? 1 : -1;
      mark(((at + 1 + step + found.length + 1) % (found.length + 1)) - 1);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === "Enter" && open && at >= 0) {
      event.preventDefault();
      take(found[at]);
    }
  });
};
