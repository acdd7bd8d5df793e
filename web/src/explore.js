// The explorer: the network as something to walk through. The address holds everything that was chosen, so that it can be
// sent on, and Back goes back.
import "./explore.css";
import { combobox } from "./combobox.js";
import { el, put } from "./dom.js";
import { Drawing, draws } from "./explore/draw.js";
import { Filters } from "./explore/filters.js";
import { List } from "./explore/list.js";
import { Network, around, load } from "./explore/network.js";
import { nodePanel, wayPanel } from "./explore/panel.js";
import { shortest } from "./explore/path.js";
import { bounds, places } from "./explore/places.js";
import { FORMATS, save } from "./explore/save.js";
import { fresh, read, written } from "./explore/state.js";
import { shown } from "./explore/shown.js";
import { suggester } from "./suggest.js";
import { n, t, told } from "./words.js";

const page = told();
const WHOLE = "network";
const views = [...page.views.map((view) => view.name), WHOLE];
const root = document.getElementById("explore");
const bases = new Map();
let network;
let base;
let state = fresh(views[0]);
let scene;
let way = null;
let drawing = null;
let cameraTimer;

const known = () => ({
  kind: [...network.kinds.keys()],
  relation: [...network.relations.keys()],
  source: [...network.sources.keys()],
  certainty: [...new Set([...network.ties.values()].flatMap((tie) => tie.claims.map((claim) => claim.certainty)))],
  place: [...new Set([...network.nodes.values()].flatMap((node) => node.places))],
});

// The parts of the page.
const parts = {
  alert: el("div", { class: "told-wrong", role: "alert" }),
  status: el("p", { class: "status", role: "status", id: "counts" }),
  canvas: el("div", { class: "canvas", id: "canvas", tabindex: "0", role: "group", "aria-label": t("canvas"), "aria-describedby": "canvas-hint counts" }),
  node: el("section", { class: "node-panel", tabindex: "0", "aria-label": t("selected") }),
  way: el("div", { class: "way" }),
};

const complain = (...children) => parts.alert.replaceChildren(...children);

// Writes the state into the address: as a step of its own, or in place of the last.
const remember = (push) => {
  const address = written(state, known());
  if (address === location.hash) return;
  history[push ? "pushState" : "replaceState"](null, "", address);
};

const set = (changes, push = true) => {
  Object.assign(state, changes);
  remember(push);
  render();
};

const act = {
  select: (id) => {
    if (id !== state.select) set({ select: id });
    if (id) drawing?.see(id);
  },
  expand: (id) => {
    const expand = state.expand.includes(id) ? state.expand.filter((other) => other !== id) : [...state.expand, id];
    set({ expand, select: id });
  },
  pathFrom: (id) => {
    document.getElementById("path-from").value = network.nodes.get(id).label;
    document.getElementById("path-from").dataset.id = id;
    document.getElementById("path").open = true;
    document.getElementById("path-to").focus();
  },
};

const filters = () => new Filters(network, (name, value) => set({ [name]: value }));
let filter;
let list;

// Shows the state: picture, panel, filters, list, counts.
const render = () => {
  way = null;
  if (state.path) {
    const bare = shown(network, base, { ...state, path: null }, null);
    const ties = state.scope === "shown" ? bare.ties : [...network.ties.values()].filter((tie) => tie.relation.role === "tie");
    way = shortest(ties, ...state.path);
  }
  scene = shown(network, base, state, way);
  const spots = places(network, base, state, [...new Map([...scene.candidates.nodes, ...scene.nodes].map((node) => [node.id, node])).values()]);
  scene.spots = spots;
  const onWay = way && { nodes: new Set(way.flatMap((step) => [step.from, step.to])), ties: new Set(way.flatMap((step) => step.ties.map((tie) => tie.id))) };
  drawing?.show({ ...scene, spots, frame: bounds(base.spots.values()), selected: state.select, way: onWay });
  const told = { network, pages: page.pages, state, scene, way, act };
  put(parts.node, nodePanel(told));
  put(parts.way, wayPanel(told));
  filter.show(state, scene);
  list.show(scene, state);
  const selected = state.select ? ` ${t("selected")}: ${network.nodes.get(state.select).label}.` : "";
  parts.status.textContent = `${t("counts", { nodes: n(scene.nodes.length), all_nodes: n(scene.all.nodes), ties: n(scene.ties.length), all_ties: n(scene.all.ties) })}${selected}`;
  (state.path ?? []).forEach((id, end) => {
    const field = document.getElementById(["path-from", "path-to"][end]);
    [field.value, field.dataset.id] = [network.nodes.get(id).label, id];
    document.getElementById("path-scope").value = state.scope;
  });
  document.getElementById("start").value = state.around ? "" : state.view;
  document.getElementById("start-around").hidden = !state.around;
  document.getElementById("start-around").textContent = state.around ? t("around", { name: network.nodes.get(state.around).label }) : "";
};

// Applies an address; what it names in vain is told, the rest holds.
const go = async (fragment) => {
  const asked = new URLSearchParams(fragment.replace(/^#/, ""));
  const centre = network.nodes.has(asked.get("around")) ? asked.get("around") : "";
  const view = views.includes(asked.get("view")) ? asked.get("view") : views[0];
  const key = centre ? ` ${centre}` : view;
  if (!bases.has(key)) {
    if (centre) bases.set(key, around(network, centre));
    else if (view === WHOLE) bases.set(key, { ...network.whole, title: t("whole") });
    else bases.set(key, network.add(await load(page.pages.map.replace("{view}", view))));
  }
  const other = base !== bases.get(key);
  base = bases.get(key);
  const found = read(fragment, network, views, known());
  state = found.state;
  complain(...found.wrong.map(([what, value]) => el("p", { class: "error" }, t(`no_${what}`, { value }))));
  await ready;
  render();
  if (drawing && (other || state.camera)) await drawing.move(state.camera ?? { x: 0.5, y: 0.5, ratio: 1 }, true);
  if (state.path && !state.camera) drawing?.fit();
};

// What cannot be loaded is told, with a button to try again.
const attempt = async (work) => {
  root.setAttribute("aria-busy", "true");
  try {
    await work();
  } catch (error) {
    complain(
      el("p", { class: "error" }, t("not_loaded"), " ", el("code", {}, error.message)),
      el("p", {}, el("button", { type: "button", onclick: () => (complain(), attempt(work)) }, t("retry"))),
    );
  }
  root.removeAttribute("aria-busy");
};

const tool = (label, text, run, id) => el("button", { type: "button", class: "tool", "aria-label": label, title: label, onclick: run, id }, text);

const copyAddress = async () => {
  const field = document.getElementById("address");
  try {
    await navigator.clipboard.writeText(location.href);
    parts.status.textContent = t("copied");
  } catch {
    // Without the right to copy, the address is there to be copied by hand.
    field.value = location.href;
    field.parentElement.hidden = false;
    field.select();
  }
};

const saveAs = (name) => {
  if (!scene.nodes.length) return complain(el("p", { class: "error" }, t("nothing_shown")));
  const { type, write } = FORMATS[name];
  const title = state.around ? t("around", { name: network.nodes.get(state.around).label }) : base.title;
  const text = write({ ...scene, network, title, address: location.href });
  save(`sauat-${state.around || state.view}.${name}`, text, type);
};

const node = (id, label) => {
  const input = el("input", { id, type: "search", maxlength: 200, placeholder: t("search_hint") });
  input.addEventListener("input", () => delete input.dataset.id);
  return el("div", { class: "field" }, el("label", { for: id }, label), input);
};

// Suggestions of nodes of the network.
const offer = (id, choose) => {
  const input = document.getElementById(id);
  const ask = suggester({ suggest: page.pages.suggest, index: page.pages.index, lang: document.documentElement.lang });
  combobox(input, {
    suggest: async (text, signal) => (await ask(text, signal)).filter((thing) => network.nodes.has(thing.id)),
    choose: (thing) => {
      input.value = thing.label;
      choose(thing.id, input);
    },
    some: t("found"),
    none: t("nothing_found"),
  });
};

const findWay = () => {
  const ends = ["path-from", "path-to"].map((id) => document.getElementById(id));
  const lost = ends.find((input) => !input.dataset.id);
  if (lost) {
    complain(el("p", { class: "error" }, t("choose_node")));
    return lost.focus();
  }
  complain();
  const scope = document.getElementById("path-scope").value;
  set({ path: ends.map((input) => input.dataset.id), scope, camera: null });
  if (way) drawing?.fit();
};

// Builds the page once the network is there.
const build = () => {
  const option = (value, text) => el("option", { value }, text);
  const start = el(
    "select",
    { id: "start", onchange: () => start.value && (history.pushState(null, "", `#view=${start.value}`), attempt(() => go(location.hash))) },
    el("option", { value: "", id: "start-around", hidden: true }),
    page.views.map((view) => option(view.name, view.title)),
    option(WHOLE, t("whole")),
  );
  const scope = el("select", { id: "path-scope" }, option("all", t("path_all")), option("shown", t("path_shown")));
  const menu = el("div", { class: "saves", role: "group", "aria-label": t("save") }, el("span", {}, `${t("save")}: `), Object.entries(FORMATS).map(([name, format]) => el("button", { type: "button", class: "plain-button", id: `save-${name}`, onclick: () => saveAs(name) }, format.title)), el("button", { type: "button", class: "plain-button", id: "copy", onclick: copyAddress }, t("copy")));
  filter = filters();
  list = new List(act, page.pages);
  root.replaceChildren(
    el("div", { class: "tools" }, el("div", { class: "field" }, el("label", { for: "start" }, t("start_view")), start), node("find", t("find"))),
    parts.alert,
    el(
      "div",
      { class: "desk" },
      el(
        "div",
        { class: "picture" },
        el(
          "div",
          { class: "frame" },
          parts.canvas,
          el("div", { class: "zoom", role: "group", "aria-label": t("view") }, tool(t("zoom_in"), "+", () => drawing?.zoom(0.67), "zoom-in"), tool(t("zoom_out"), "−", () => drawing?.zoom(1.5), "zoom-out"), tool(t("fit"), "⤢", () => drawing?.fit(), "fit"), tool(t("reset"), "↺", () => (history.pushState(null, "", "#"), attempt(() => go(""))), "reset")),
        ),
        el("p", { class: "hint", id: "canvas-hint" }, t("canvas_hint")),
        parts.status,
        menu,
        el("p", { hidden: true }, el("label", { for: "address" }, t("address")), " ", el("input", { id: "address", readonly: true, size: 60 })),
        list.root,
      ),
      el(
        "div",
        { class: "side" },
        parts.node,
        el(
          "details",
          { class: "path", id: "path" },
          el("summary", {}, t("path")),
          node("path-from", t("path_start")),
          node("path-to", t("path_end")),
          el("div", { class: "field" }, el("label", { for: "path-scope" }, t("path_over")), scope),
          el("p", { class: "acts" }, el("button", { type: "button", id: "path-find", onclick: findWay }, t("path_find")), el("button", { type: "button", class: "plain-button", id: "path-clear", onclick: () => set({ path: null }) }, t("path_clear"))),
        ),
        parts.way,
        el("h2", { class: "filters-title" }, t("filters")),
        filter.root,
      ),
    ),
  );
  offer("find", (id) => act.select(id));
  offer("path-from", (id, input) => (input.dataset.id = id));
  offer("path-to", (id, input) => (input.dataset.id = id));
  parts.canvas.addEventListener("keydown", keys);
};

const keys = (event) => {
  const moves = {
    ArrowLeft: () => drawing.pan(-1, 0),
    ArrowRight: () => drawing.pan(1, 0),
    ArrowUp: () => drawing.pan(0, -1),
    ArrowDown: () => drawing.pan(0, 1),
    "+": () => drawing.zoom(0.67),
    "=": () => drawing.zoom(0.67),
    "-": () => drawing.zoom(1.5),
    0: () => drawing.fit(),
    Escape: () => act.select(""),
  };
  if (!drawing || !moves[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  moves[event.key]();
};

// The canvas needs its place on the page before it is drawn on.
let begin;
const ready = new Promise((done) => {
  begin = done;
});

const picture = () => {
  if (draws()) {
    try {
      drawing = new Drawing(parts.canvas, {
        select: act.select,
        moved: (id, spot) => {
          state.moved.set(id, spot);
          remember(true);
        },
        camera: ({ x, y, ratio }) => {
          state.camera = { x, y, ratio };
          clearTimeout(cameraTimer);
          cameraTimer = setTimeout(() => remember(false), 300);
        },
      });
      new ResizeObserver(() => drawing.sigma.refresh()).observe(parts.canvas);
    } catch {
      drawing = null;
    }
  }
  if (!drawing) {
    root.classList.add("no-picture");
    parts.canvas.replaceWith(el("p", { class: "error", id: "canvas" }, t("no_webgl")));
    list.root.open = true;
  }
  begin();
};

attempt(async () => {
  network ??= new Network(await load(page.pages.network));
  if (!filter) {
    const alert = parts.alert;
    build();
    alert.replaceChildren();
    picture();
  }
  await go(location.hash);
  addEventListener("popstate", () => attempt(() => go(location.hash)));
});
root.prepend(parts.alert);
