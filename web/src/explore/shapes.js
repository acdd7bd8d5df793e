// The shapes of the printed maps as a program for the graphics card: outline, dash and second outline tell kinds apart
// without colour.
import { NodeProgram } from "sigma/rendering";
import { floatColor } from "sigma/utils";

const SHAPES = ["rectangle", "rounded", "pill", "octagon", "note", "hexagon"];
const DASHES = ["solid", "dashed", "dotted", "dashdot"];

// A look as one number, which the fragment shader takes apart.
export const look = (kind) => SHAPES.indexOf(kind.shape) + 8 * DASHES.indexOf(kind.dash) + 32 * (kind.double ? 1 : 0);

const VERTEX = `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec4 a_outline;
attribute vec2 a_position;
attribute float a_size;
attribute float a_look;
attribute float a_angle;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
varying vec4 v_color;
varying vec4 v_outline;
varying vec2 v_place;
varying float v_pixel;
varying float v_look;
const float bias = 255.0 / 254.0;
void main() {
  float radius = a_size * u_correctionRatio / u_sizeRatio * 2.0;
  // A triangle that is wide enough for corners too.
  vec2 place = 3.0 * vec2(cos(a_angle), sin(a_angle));
  gl_Position = vec4((u_matrix * vec3(a_position + place * radius, 1)).xy, 0, 1);
  v_place = place;
  v_pixel = u_correctionRatio * 2.0 / radius;
  v_look = a_look;
  v_outline = a_outline;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= bias;
  v_outline.a *= bias;
}`;

const FRAGMENT = `
precision highp float;
varying vec4 v_color;
varying vec4 v_outline;
varying vec2 v_place;
varying float v_pixel;
varying float v_look;
float box(vec2 p, vec2 half_size, float round_by) {
  vec2 q = abs(p) - half_size + round_by;
  return length(max(q, 0.0)) + min(max(q.x, q.y), 0.0) - round_by;
}
void main(void) {
  float rest = floor(v_look + 0.5);
  bool twice = rest >= 32.0;
  rest = mod(rest, 32.0);
  float dash = floor(rest / 8.0);
  float shape = mod(rest, 8.0);
  vec2 p = v_place;
  vec2 a = abs(p);
  float far = shape < 0.5 ? box(p, vec2(1.05, 0.8), 0.0)
    : shape < 1.5 ? box(p, vec2(1.05, 0.8), 0.4)
    : shape < 2.5 ? box(p, vec2(1.2, 0.7), 0.7)
    : shape < 3.5 ? max(max(a.x, a.y), (a.x + a.y) * 0.7071) - 0.95
    : shape < 4.5 ? max(box(p, vec2(0.85, 0.95), 0.0), (p.x + p.y) * 0.7071 - 0.85)
    : max(a.y, a.x * 0.866 + a.y * 0.5) - 0.95;
  #ifdef PICKING_MODE
  gl_FragColor = far > v_pixel ? vec4(0.0) : v_color;
  #else
  float turn = fract(atan(p.y, p.x) * 0.15915494 * 8.0);
  bool gap = dash > 2.5 ? (turn > 0.5 && turn < 0.65) || turn > 0.85
    : dash > 1.5 ? fract(turn * 2.0) > 0.5
    : dash > 0.5 ? turn > 0.6 : false;
  float line = v_pixel * 1.7;
  bool outline = far > -line && !gap;
  if (twice && far < -line * 1.9 && far > -line * 2.9) outline = true;
  vec4 colour = outline ? v_outline : v_color;
  gl_FragColor = mix(colour, vec4(0.0), smoothstep(-v_pixel * 0.5, v_pixel * 0.5, far));
  #endif
}`;

const { UNSIGNED_BYTE, FLOAT, TRIANGLES } = { UNSIGNED_BYTE: 0x1401, FLOAT: 0x1406, TRIANGLES: 4 };

export class ShapeProgram extends NodeProgram {
  getDefinition() {
    return {
      VERTICES: 3,
      VERTEX_SHADER_SOURCE: VERTEX,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      METHOD: TRIANGLES,
      UNIFORMS: ["u_sizeRatio", "u_correctionRatio", "u_matrix"],
      ATTRIBUTES: [
        { name: "a_position", size: 2, type: FLOAT },
        { name: "a_size", size: 1, type: FLOAT },
        { name: "a_look", size: 1, type: FLOAT },
        { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_outline", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
      ],
      CONSTANT_ATTRIBUTES: [{ name: "a_angle", size: 1, type: FLOAT }],
      CONSTANT_DATA: [[0], [(2 * Math.PI) / 3], [(4 * Math.PI) / 3]],
    };
  }

  processVisibleItem(index, start, data) {
    const { array } = this;
    array[start++] = data.x;
    array[start++] = data.y;
    array[start++] = data.size;
    array[start++] = data.look;
    array[start++] = floatColor(data.color);
    array[start++] = floatColor(data.outline);
    array[start++] = index;
  }

  setUniforms({ correctionRatio, sizeRatio, matrix }, { gl, uniformLocations }) {
    gl.uniform1f(uniformLocations.u_correctionRatio, correctionRatio);
    gl.uniform1f(uniformLocations.u_sizeRatio, sizeRatio);
    gl.uniformMatrix3fv(uniformLocations.u_matrix, false, matrix);
  }
}
