// What every page gains: suggestions in the search of its head.
import { combobox } from "./combobox.js";
import { suggester } from "./suggest.js";

const input = document.getElementById("q");
if (input) {
  const { suggest, index, lang, folder, some, none } = input.dataset;
  combobox(input, {
    suggest: suggester({ suggest, index, lang }),
    choose: (thing) => location.assign(`${folder}${thing.id}.html`),
    some,
    none,
  });
}
