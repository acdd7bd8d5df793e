// Bundles the sources into dist/: one script for each kind of page, with a hash in its name, and the licences of what is
// in them. The same sources and lock file give the same bytes.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const entries = ["site", "explore", "query"];

rmSync("dist", { recursive: true, force: true });
mkdirSync("dist");
await build({
  entryPoints: entries.map((name) => ({ in: `src/${name}.js`, out: name })),
  outdir: "dist",
  entryNames: "[name].[hash]",
  bundle: true,
  format: "esm",
  target: ["es2021", "chrome100", "firefox100", "safari15"],
  minify: true,
  legalComments: "none",
  // Pictures inside style sheets stay inside them: a page loads them from nowhere else.
  loader: { ".svg": "dataurl", ".png": "dataurl" },
  logLevel: "warning",
});

// Everything that the scripts were made from stands here with its licence, as the licences ask.
const found = new Map();
const read = (folder) => JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
const visit = (names) => {
  for (const name of names) {
    const folder = join("node_modules", name);
    if (found.has(name) || !existsSync(folder)) continue;
    const about = read(folder);
    const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file)).sort();
    const texts = files.map((file) => readFileSync(join(folder, file), "utf8").trim());
    const author = typeof about.author === "string" ? about.author : about.author?.name;
    const from = typeof about.repository === "string" ? about.repository : about.repository?.url;
    const head = [`${name} ${about.version}`, `Licence: ${about.license}`, author && `Author: ${author}`, from && `From: ${from}`];
    found.set(name, [...head.filter(Boolean), "", ...(texts.length ? texts : ["(The package holds no text of its licence.)"])].join("\n"));
    visit(Object.keys(about.dependencies ?? {}));
  }
};
visit(Object.keys(read(".").dependencies));
const rule = `\n\n${"=".repeat(80)}\n\n`;
const head = "The scripts of these pages hold code of the following packages.";
writeFileSync("dist/licences.txt", [head, ...[...found.keys()].sort().map((name) => found.get(name))].join(rule) + "\n");
