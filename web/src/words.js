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

// The language of the page, and Russian where a browser does not know the order of its letters.
export const locales = () => [document.documentElement.lang, "ru"];

// The language of numbers: browsers write Kazakh ones in the English way, while they are written as in Russian.
export const numbers = () => (document.documentElement.lang === "kk" ? "ru" : document.documentElement.lang);

// A number as it is written in the language.
export const n = (number) => new Intl.NumberFormat(numbers()).format(number);
