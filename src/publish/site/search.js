// The search of a site in files: names from the index, folded as the program folds them.
const list = document.getElementById("results");
const letters = { "ә": "а", "ғ": "г", "қ": "к", "ң": "н", "ө": "о", "ұ": "у", "ү": "у", "һ": "х", "і": "и", "ё": "е" };
const fold = (text) => text.normalize("NFC").toLowerCase()
  .replace(/[әғқңөұүһіё]/g, (letter) => letters[letter])
  .replace(/[«»"“”„‘’'`]/g, "").replace(/[\u2010-\u2015]/g, "-").replace(/\s+/g, " ").trim();
const asked = new URLSearchParams(location.search).get("q") || "";
for (const input of document.querySelectorAll("input[name=q]")) input.value = asked;
const words = fold(asked).split(" ").filter(Boolean);
document.getElementById("results-note").hidden = true;
if (list && words.length) {
  fetch(list.dataset.index).then((answer) => answer.json()).then((items) => {
    const found = [];
    for (const item of items) {
      let best = 0;
      for (const name of item.find.split("\n")) {
        if (!words.every((word) => name.includes(word))) continue;
        const whole = name === words.join(" ") ? 3 : name.startsWith(words[0]) ? 2 : 1;
        best = Math.max(best, whole + 1 / (1 + name.length));
      }
      if (best) found.push([best, item]);
    }
    found.sort((one, other) => other[0] - one[0]);
    const count = document.getElementById("results-count");
    count.textContent = found.length ? `${found.length} ${count.dataset.some}` : count.dataset.none;
    for (const [, item] of found.slice(0, 100)) {
      const link = document.createElement("a");
      link.href = `${list.dataset.folder}${item.id}.html`;
      link.textContent = item[list.dataset.lang] || item.en || item.ru || item.kk || item.id;
      const entry = document.createElement("li");
      entry.append(link);
      list.append(entry);
    }
  });
}
