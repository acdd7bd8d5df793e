// The picture: nodes and ties on a canvas that is dragged, zoomed and pointed at. It knows nothing of filters or words.
import Graph from "graphology";
import Sigma from "sigma";
import { EdgeArrowProgram, EdgeRectangleProgram } from "sigma/rendering";
import EdgeCurveProgram, { EdgeCurvedArrowProgram } from "@sigma/edge-curve";
import { Labels } from "./labels.js";
import { bounds } from "./places.js";
import { ShapeProgram, look } from "./shapes.js";

const FAINT = { color: "#f1f3f4", outline: "#c3c9ce" };
const FAINT_TIE = "#e4e7ea";
const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

// Whether the browser can draw it.
export const draws = () => {
  try {
    const canvas = document.createElement("canvas");
    return Boolean(canvas.getContext("webgl2") || canvas.getContext("webgl"));
  } catch {
    return false;
  }
};

export class Drawing {
  // `told` hears `select(id)`, `moved(id, spot)` and `camera(state)`.
  constructor(container, told) {
    this.told = told;
    this.graph = new Graph({ type: "mixed", multi: true });
    this.hovered = null;
    this.labels = new Labels();
    this.sigma = new Sigma(this.graph, container, {
      allowInvalidContainer: true,
      autoRescale: true,
      stagePadding: 36,
      labelFont: "system-ui, 'Noto Sans', 'Liberation Sans', sans-serif",
      labelSize: 12.5,
      labelDensity: 6,
      labelGridCellSize: 70,
      labelRenderedSizeThreshold: 0,
      zIndex: true,
      minCameraRatio: 0.02,
      maxCameraRatio: 6,
      enableCameraRotation: false,
      defaultNodeType: "shape",
      nodeProgramClasses: { shape: ShapeProgram },
      nodeHoverProgramClasses: { shape: ShapeProgram },
      edgeProgramClasses: { line: EdgeRectangleProgram, arrow: EdgeArrowProgram, curve: EdgeCurveProgram, curvedArrow: EdgeCurvedArrowProgram },
      defaultDrawNodeLabel: this.labels.draw,
      defaultDrawNodeHover: this.labels.hover,
      nodeReducer: (id, data) => this.node(id, data),
      edgeReducer: (id, data) => this.tie(id, data),
    });
    this.sigma.on("beforeRender", () => this.labels.begin(() => this.boxes()));
    this.sigma.on("enterNode", ({ node }) => this.point(node));
    this.sigma.on("leaveNode", () => this.point(null));
    this.sigma.on("clickNode", ({ node }) => this.dragged || told.select(node));
    this.sigma.on("clickStage", () => told.select(""));
    this.sigma.getCamera().on("updated", (camera) => this.quiet || told.camera(camera));
    this.drag();
  }

  // The boxes of all nodes on the canvas, by id: names keep off them.
  boxes() {
    const boxes = new Map();
    for (const id of this.graph.nodes()) {
      // What is drawn back gives room to the names of a way.
      if (this.way && !this.hovered && !this.way.nodes.has(id)) continue;
      const data = this.sigma.getNodeDisplayData(id);
      if (!data || data.hidden) continue;
      const { x, y } = this.sigma.framedGraphToViewport(data);
      const size = this.sigma.scaleSize(data.size);
      boxes.set(id, [x - size * 1.15, y - size * 0.9, x + size * 1.15, y + size * 0.9]);
    }
    return boxes;
  }

  // Moves a node with the pointer.
  drag() {
    let held = null;
    this.dragged = false;
    this.sigma.on("downNode", ({ node }) => {
      [held, this.dragged] = [node, false];
    });
    this.sigma.on("moveBody", ({ event }) => {
      if (!held) return;
      this.dragged = true;
      this.graph.mergeNodeAttributes(held, this.sigma.viewportToGraph(event));
      event.preventSigmaDefault();
      event.original.preventDefault();
    });
    const drop = () => {
      if (held && this.dragged) {
        const { x, y } = this.graph.getNodeAttributes(held);
        this.told.moved(held, { x, y: -y });
      }
      held = null;
    };
    this.sigma.on("upNode", drop);
    this.sigma.on("upStage", drop);
  }

  // Puts a scene onto the canvas: nodes with places, ties, the selected node, the ties of a way.
  show({ nodes, ties, spots, frame, selected, way }) {
    const { graph } = this;
    this.selected = selected;
    this.way = way;
    const kept = new Set(nodes.map((node) => node.id));
    const tied = new Set(ties.map((tie) => tie.id));
    graph.forEachEdge((id) => tied.has(id) || graph.dropEdge(id));
    graph.forEachNode((id) => kept.has(id) || graph.dropNode(id));
    const degree = new Map();
    for (const tie of ties) for (const end of [tie.source, tie.target]) degree.set(end, (degree.get(end) ?? 0) + 1);
    const scale = nodes.length > 250 ? 0.62 : nodes.length > 120 ? 0.8 : 1;
    for (const node of nodes) {
      const spot = spots.get(node.id);
      graph.mergeNode(node.id, {
        x: spot.x,
        y: -spot.y,
        size: scale * Math.min(6 + 2 * Math.sqrt(degree.get(node.id) ?? 0), 18),
        label: node.label,
        color: node.kind.fill,
        outline: node.kind.outline,
        look: look(node.kind),
      });
    }
    this.ties(ties);
    const changed = JSON.stringify(frame) !== this.framed;
    this.framed = JSON.stringify(frame);
    // The frame is that of the view, so that filters and expanding move nothing.
    if (changed) this.sigma.setCustomBBox({ x: frame.x, y: [-frame.y[1], -frame.y[0]] });
    this.sigma.refresh();
  }

  // Ties between the same two nodes are bent, so that each is seen.
  ties(ties) {
    const pairs = new Map();
    for (const tie of ties) {
      const key = [tie.source, tie.target].sort().join(" ");
      pairs.set(key, [...(pairs.get(key) ?? []), tie]);
    }
    for (const parallel of pairs.values()) {
      parallel.forEach((tie, number) => {
        const bend = (number - (parallel.length - 1) / 2) * 0.22 * (tie.source < tie.target ? 1 : -1);
        const directed = !tie.relation.symmetric;
        const type = bend ? (directed ? "curvedArrow" : "curve") : directed ? "arrow" : "line";
        const look = { type, curvature: bend, color: tie.relation.family.colour, size: Math.max(1.5, tie.relation.family.width * 1.5) };
        if (this.graph.hasEdge(tie.id)) this.graph.mergeEdgeAttributes(tie.id, look);
        else if (directed) this.graph.addDirectedEdgeWithKey(tie.id, tie.source, tie.target, look);
        else this.graph.addUndirectedEdgeWithKey(tie.id, tie.source, tie.target, look);
      });
    }
  }

  node(id, data) {
    const middle = this.hovered ?? this.selected;
    const strong = id === this.selected || id === this.hovered;
    if (this.way && !this.hovered) {
      const on = this.way.nodes.has(id);
      return on ? { ...data, zIndex: 2, forceLabel: true } : { ...data, ...FAINT, label: "", zIndex: 0 };
    }
    if (!middle || !this.graph.hasNode(middle)) return data;
    if (strong) return { ...data, highlighted: true, strong: true, zIndex: 3 };
    if (this.graph.areNeighbors(middle, id)) return { ...data, zIndex: 2 };
    return this.hovered ? { ...data, ...FAINT, label: "", zIndex: 0 } : data;
  }

  tie(id, data) {
    if (this.way && !this.hovered) {
      return this.way.ties.has(id) ? { ...data, size: 3.5, zIndex: 2 } : { ...data, color: FAINT_TIE, zIndex: 0 };
    }
    const middle = this.hovered ?? this.selected;
    if (!middle || !this.graph.hasNode(middle)) return data;
    if (this.graph.hasExtremity(id, middle)) return { ...data, size: data.size * 1.4, zIndex: 2 };
    return { ...data, color: FAINT_TIE, zIndex: 0 };
  }

  point(id) {
    this.hovered = id;
    this.sigma.refresh({ skipIndexation: true });
  }

  // Everything that happens to the camera without the user is quiet.
  async move(camera, silent = false) {
    this.quiet = silent;
    if (still() || silent) this.sigma.getCamera().setState(camera);
    else await this.sigma.getCamera().animate(camera, { duration: 250 });
    this.quiet = false;
  }

  zoom(factor) {
    const camera = this.sigma.getCamera();
    return this.move({ ratio: camera.getBoundedRatio(camera.ratio * factor) });
  }

  pan(x, y) {
    const camera = this.sigma.getCamera();
    return this.move({ x: camera.x + x * camera.ratio * 0.15, y: camera.y - y * camera.ratio * 0.15 });
  }

  // The camera from which all nodes are seen.
  fit() {
    const spots = this.graph.mapNodes((_, data) => data);
    if (!spots.length) return this.move({ x: 0.5, y: 0.5, ratio: 1 });
    const { x, y } = bounds(spots);
    const corners = [[x[0], y[0]], [x[1], y[1]]].map(([x, y]) => this.sigma.graphToViewport({ x, y }));
    const framed = corners.map((corner) => this.sigma.viewportToFramedGraph(corner));
    const { width, height } = this.sigma.getDimensions();
    const camera = this.sigma.getCamera();
    const wide = Math.abs(corners[1].x - corners[0].x) / width;
    const high = Math.abs(corners[1].y - corners[0].y) / height;
    return this.move({
      x: (framed[0].x + framed[1].x) / 2,
      y: (framed[0].y + framed[1].y) / 2,
      ratio: camera.getBoundedRatio(camera.ratio * Math.max(wide, high) * 1.12),
    });
  }

  // Brings a node into the middle if it is out of sight.
  see(id) {
    if (!this.graph.hasNode(id)) return;
    const spot = this.sigma.graphToViewport(this.graph.getNodeAttributes(id));
    const { width, height } = this.sigma.getDimensions();
    if (spot.x > 30 && spot.x < width - 30 && spot.y > 30 && spot.y < height - 30) return;
    const { x, y } = this.sigma.getNodeDisplayData(id);
    this.move({ x, y });
  }

  end() {
    this.sigma.kill();
  }
}
