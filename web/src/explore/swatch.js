// The signs of the legend: a node's shape with its dash and outline, a tie's line. The outlines are those of the canvas.
import { svg } from "../dom.js";

export const DASHES = { solid: "", dashed: "5 3", dotted: "1.2 2.4", dashdot: "6 2.5 1 2.5" };

// The outline of a shape in a box from (0, 0).
export const outline = (shape, w, h) => {
  const c = Math.min(h / 3, 9);
  switch (shape) {
    case "rounded": {
      const r = Math.min(h / 4, 8);
      return `M${r} 0H${w - r}Q${w} 0 ${w} ${r}V${h - r}Q${w} ${h} ${w - r} ${h}H${r}Q0 ${h} 0 ${h - r}V${r}Q0 0 ${r} 0Z`;
    }
    case "pill": {
      const r = h / 2;
      return `M${r} 0H${w - r}A${r} ${r} 0 0 1 ${w - r} ${h}H${r}A${r} ${r} 0 0 1 ${r} 0Z`;
    }
    case "octagon":
      return `M${c} 0H${w - c}L${w} ${c}V${h - c}L${w - c} ${h}H${c}L0 ${h - c}V${c}Z`;
    case "note":
      return `M0 0H${w - c}L${w} ${c}V${h}H0Z`;
    case "hexagon":
      return `M${c} 0H${w - c}L${w} ${h / 2}L${w - c} ${h}H${c}L0 ${h / 2}Z`;
    default:
      return `M0 0H${w}V${h}H0Z`;
  }
};

export const nodeSign = (kind) => {
  const line = { d: outline(kind.shape, 24, 14), fill: kind.fill, stroke: kind.outline, "stroke-width": 1.4, "stroke-dasharray": DASHES[kind.dash] || null };
  const inner = kind.double && svg("path", { d: outline(kind.shape, 18, 8), transform: "translate(3 3)", fill: "none", stroke: kind.outline, "stroke-width": 1 });
  return svg("svg", { class: "sign", width: 28, height: 18, viewBox: "-2 -2 28 18", "aria-hidden": "true", focusable: "false" }, svg("path", line), inner);
};

export const tieSign = (family) =>
  svg(
    "svg",
    { class: "sign", width: 28, height: 18, viewBox: "0 0 28 18", "aria-hidden": "true", focusable: "false" },
    svg("path", { d: "M1 9H27", stroke: family.colour, "stroke-width": Math.max(2, family.width * 1.6), fill: "none" }),
  );
