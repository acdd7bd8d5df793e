// The words of the page, which the program tells it in the page's language.
let words = {};

// Reads what the program told the page.
export const told = () => {
  const all = JSON.parse(document.getElementById("told").textContent);
  words = all.words;
  return all;
};

// A word, with values in its {gaps}. One that the program forgot shows its name, so that it is seen.
export const t = (name, values = {}) =>
  (words[name] ?? `[${name}]`).replace(/\{(\w+)\}/g, (gap, key) => values[key] ?? gap);

// A number as it is written in the language.
export const n = (number) => new Intl.NumberFormat(document.documentElement.lang).format(number);
