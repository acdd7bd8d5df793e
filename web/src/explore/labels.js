// Names beside nodes: none over another or over a node, none beyond the edge of the picture, each with a light rim over
// lines. A name that finds no room is left out until the picture is larger.
const LONGEST = 34;

export const cut = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1).trimEnd()}…` : text);

const meets = (one, other) => one[0] < other[2] && one[2] > other[0] && one[1] < other[3] && one[3] > other[1];

export class Labels {
  constructor() {
    this.taken = [];
    this.nodes = null;
  }

  // A new picture; `boxes` gives those of its nodes by id, once it is known from where it is seen.
  begin(boxes) {
    this.taken = [];
    this.boxes = boxes;
    this.nodes = null;
  }

  // Where a name may stand: to the right, to the left, below, above.
  spots({ x, y, size }, width, high) {
    const gap = size * 1.25 + 3;
    const at = (left, middle) => ({ x: left, y: middle + high / 3, box: [left - 2, middle - high / 2 - 2, left + width + 2, middle + high / 2 + 3] });
    return [at(x + gap, y), at(x - gap - width, y), at(x - width / 2, y + size + high * 0.75), at(x - width / 2, y - size - high * 0.75)];
  }

  free(box, own, across, down) {
    if (box[0] < 0 || box[2] > across || box[1] < 0 || box[3] > down) return false;
    if (this.taken.some((other) => meets(box, other))) return false;
    this.nodes ??= this.boxes();
    for (const [id, other] of this.nodes) if (id !== own && meets(box, other)) return false;
    return true;
  }

  draw = (context, data, settings) => {
    if (!data.label || data.strong) return;
    const text = cut(data.label);
    context.font = `${settings.labelSize}px ${settings.labelFont}`;
    const { clientWidth, clientHeight } = context.canvas;
    const spots = this.spots(data, context.measureText(text).width, settings.labelSize);
    const spot = spots.find(({ box }) => this.free(box, data.key, clientWidth, clientHeight));
    if (!spot) return;
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
    const size = settings.labelSize;
    context.font = `600 ${size}px ${settings.labelFont}`;
    const across = context.canvas.clientWidth - 12;
    const lines = [""];
    for (const word of data.label.split(" ")) {
      const joined = `${lines[lines.length - 1]} ${word}`.trim();
      if (context.measureText(joined).width <= Math.min(across, 320)) lines[lines.length - 1] = joined;
      else lines.push(word);
    }
    const width = Math.max(...lines.map((line) => context.measureText(line).width));
    const high = lines.length * (size + 4) + 5;
    const x = Math.max(6, Math.min(data.x - width / 2, across - width));
    const below = data.y + data.size + 6;
    const y = below + high < context.canvas.clientHeight ? below : data.y - data.size - 6 - high;
    context.fillStyle = "#ffffff";
    context.strokeStyle = "#0b4f8a";
    context.lineWidth = 1.5;
    context.beginPath();
    context.rect(x - 5, y, width + 10, high);
    context.fill();
    context.stroke();
    context.fillStyle = "#1b1f24";
    lines.forEach((line, number) => context.fillText(line, x, y + (number + 1) * (size + 4) - 2));
  };
}
