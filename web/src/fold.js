// Text folded for comparison, as text::fold of the program and its search.js do.
const letters = { ә: "а", ғ: "г", қ: "к", ң: "н", ө: "о", ұ: "у", ү: "у", һ: "х", і: "и", ё: "е" };

export const fold = (text) =>
  text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[әғқңөұүһіё]/g, (letter) => letters[letter])
    .replace(/[«»"“”„‘’'`]/g, "")
    .replace(/[\u2010-\u2015]/g, "-")
    .replace(/\s+/g, " ")
    .trim();

// How well a list of folded names answers folded words: 0 for not at all.
export const fits = (names, words) => {
  let best = 0;
  for (const name of names) {
    if (!words.every((word) => name.includes(word))) continue;
    const whole = name === words.join(" ") ? 3 : name.startsWith(words[0]) ? 2 : 1;
    best = Math.max(best, whole + 1 / (1 + name.length));
  }
  return best;
};
