// What is looked at, and the same as the fragment of the address: `#view=system&kind=-Ngo&select=medianet`.
//
// A filter holds what is hidden. In the address stands the shorter list: those that are kept, or those that are not, with
// a hyphen before them.
export const FILTERS = ["kind", "relation", "source", "certainty"];

export const fresh = (view) => ({
  view,
  around: "",
  kind: new Set(),
  relation: new Set(),
  source: new Set(),
  certainty: new Set(),
  place: "",
  from: "",
  to: "",
  undated: true,
  select: "",
  expand: [],
  path: null,
  scope: "all",
  moved: new Map(),
  camera: null,
});

const numbers = (text, count) => {
  const list = text.split(":").map(Number);
  return list.length === count && list.every(Number.isFinite) ? list : null;
};

// Reads a fragment. What it names and the network does not have is given back as pairs of a word's name and the value.
export const read = (fragment, network, views, known) => {
  const state = fresh(views[0]);
  const wrong = [];
  const node = (id) => {
    if (network.nodes.has(id)) return true;
    wrong.push(["node", id]);
    return false;
  };
  const pairs = [...new URLSearchParams(fragment.replace(/^#/, "").replace(/\+/g, "%2B"))];
  for (const [name, value] of pairs) {
    if (name === "view") {
      if (views.includes(value)) state.view = value;
      else wrong.push(["view", value]);
    } else if (name === "around") {
      if (node(value)) [state.around, state.select] = [value, value];
    } else if (FILTERS.includes(name)) {
      const not = value.startsWith("-");
      const ids = value.replace(/^-/, "").split(",").filter(Boolean);
      const good = ids.filter((id) => known[name].includes(id) || (wrong.push([name, id]), false));
      if (good.length || !ids.length) state[name] = new Set(not ? good : known[name].filter((id) => !good.includes(id)));
    } else if (name === "place") {
      if (known.place.includes(value)) state.place = value;
      else wrong.push(["place", value]);
    } else if (name === "from" || name === "to") {
      if (/^\d{4}$/.test(value)) state[name] = value;
      else wrong.push(["year", value]);
    } else if (name === "undated" && value === "no") state.undated = false;
    else if (name === "select") state.select = !value || node(value) ? value : state.select;
    else if (name === "expand") state.expand = value.split(",").filter((id) => id && node(id));
    else if (name === "path") {
      const ends = value.split(",");
      if (ends.length === 2 && ends.every(node)) state.path = ends;
    } else if (name === "scope" && ["all", "shown"].includes(value)) state.scope = value;
    else if (name === "moved") {
      for (const one of value.split(",").filter(Boolean)) {
        const [id, ...rest] = one.split(":");
        const spot = numbers(rest.join(":"), 2);
        if (node(id) && spot) state.moved.set(id, { x: spot[0], y: spot[1] });
      }
    } else if (name === "camera") {
      const camera = numbers(value, 3);
      if (camera && camera[2] > 0) state.camera = { x: camera[0], y: camera[1], ratio: camera[2] };
      else wrong.push(["camera", value]);
    } else wrong.push(["setting", `${name}=${value}`]);
  }
  return { state, wrong };
};

const short = (number) => String(Math.round(number * 1e4) / 1e4);

export const written = (state, known) => {
  const parts = [];
  const add = (name, value) => value && parts.push(`${name}=${encodeURIComponent(value).replace(/%2C/g, ",").replace(/%3A/g, ":")}`);
  if (state.around) add("around", state.around);
  else add("view", state.view);
  for (const name of FILTERS) {
    const hidden = known[name].filter((id) => state[name].has(id));
    const kept = known[name].filter((id) => !state[name].has(id));
    if (hidden.length) add(name, kept.length && kept.length < hidden.length ? kept.join(",") : `-${hidden.join(",")}`);
  }
  for (const name of ["place", "from", "to"]) add(name, state[name]);
  if (!state.undated) add("undated", "no");
  if (state.around ? state.select !== state.around : state.select) parts.push(`select=${state.select}`);
  add("expand", state.expand.join(","));
  if (state.path) add("path", state.path.join(","));
  if (state.path && state.scope !== "all") add("scope", state.scope);
  add("moved", [...state.moved].map(([id, spot]) => `${id}:${Math.round(spot.x)}:${Math.round(spot.y)}`).join(","));
  if (state.camera) add("camera", [state.camera.x, state.camera.y, state.camera.ratio].map(short).join(":"));
  return `#${parts.join("&")}`;
};
