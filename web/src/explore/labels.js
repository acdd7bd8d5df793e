// Names beside nodes: none over another, none beyond the edge of the picture, each with a light rim over lines.
const LONGEST = 34;

export const cut = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1).trimEnd()}…` : text);

export class Labels {
  constructor() {
    this.taken = [];
  }

  // Names that are drawn whatever happens, such as that of the selected node, are drawn as hovered ones.
  begin() {
    this.taken = [];
  }

  spot(context, data, text, settings) {
    const size = settings.labelSize;
    context.font = `${data.strong ? "600 " : ""}${size}px ${settings.labelFont}`;
    const width = context.measureText(text).width;
    const gap = data.size * 1.25 + 3;
    const across = context.canvas.clientWidth || context.canvas.width;
    const left = data.x + gap + width > across && data.x - gap - width > 0;
    const x = left ? data.x - gap - width : data.x + gap;
    return { x, y: data.y + size / 3, width, size, box: [x - 2, data.y - size / 2 - 2, x + width + 2, data.y + size / 2 + 3], across };
  }

  draw = (context, data, settings) => {
    if (!data.label) return;
    const text = cut(data.label);
    const spot = this.spot(context, data, text, settings);
    const [left, top, right, bottom] = spot.box;
    const beyond = left < 0 || right > spot.across;
    if (beyond || this.taken.some((box) => left < box[2] && right > box[0] && top < box[3] && bottom > box[1])) return;
    this.taken.push(spot.box);
    context.lineWidth = 3.5;
    context.lineJoin = "round";
    context.strokeStyle = "rgba(255,255,255,0.92)";
    context.strokeText(text, spot.x, spot.y);
    context.fillStyle = "#1b1f24";
    context.fillText(text, spot.x, spot.y);
  };

  // The node under the pointer, or the selected one: its whole name on a plate.
  hover = (context, data, settings) => {
    if (!data.label) return;
    const spot = this.spot(context, { ...data, strong: true }, data.label, settings);
    const x = Math.max(4, Math.min(spot.x, spot.across - spot.width - 6));
    const dy = x === spot.x ? 0 : -data.size - spot.size;
    context.fillStyle = "#ffffff";
    context.strokeStyle = "#0b4f8a";
    context.lineWidth = 1.5;
    context.beginPath();
    context.rect(x - 4, spot.y + dy - spot.size, spot.width + 8, spot.size + 6);
    context.fill();
    context.stroke();
    context.fillStyle = "#1b1f24";
    context.fillText(data.label, x, spot.y + dy);
  };
}
