// Things that a text probably means: asked of the server, or of the index of a site in files.
import { fits, fold } from "./fold.js";

const MOST = 8;
let index;

const fetched = async (address, signal) => {
  const answer = await fetch(address, { signal });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
};

// `suggest` is the address of the service or nothing, `index` that of the index.
export const suggester = ({ suggest, index: file, lang }) => async (text, signal) => {
  if (suggest) {
    const query = new URLSearchParams({ q: text.slice(0, 200), lang });
    return (await fetched(`${suggest}?${query}`, signal)).slice(0, MOST);
  }
  index ??= fetched(file).then((items) => items.map((item) => ({ ...item, names: item.find.split("\n") })));
  const words = fold(text).split(" ").filter(Boolean);
  if (!words.length) return [];
  const items = await index.catch((error) => {
    index = undefined;
    throw error;
  });
  const found = items.map((item) => [fits(item.names, words), item]).filter(([best]) => best > 0);
  found.sort((one, other) => other[0] - one[0] || (one[1].id < other[1].id ? -1 : 1));
  return found.slice(0, MOST).map(([, item]) => ({
    id: item.id,
    label: item[lang] || item.en || item.ru || item.kk || item.id,
    kind: "",
  }));
};
