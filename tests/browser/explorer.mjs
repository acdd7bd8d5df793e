// The explorer in a browser: `node explorer.mjs http://127.0.0.1:7878`. Needs playwright-core and axe-core beside this file
// or above it, and a Chromium (`CHROMIUM`, else /usr/bin/chromium). Ends with 1 and a list of what is wrong.
//
// Saved files are left in the folder that a second argument names, for other programs to read.
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { barriers, launch, watch } from "./browser.mjs";

// A browser with a page whose complaints and requests to other hosts are collected. Where nothing draws with WebGL, the
// browser says so.
const opened = async (base, { width = 1280, height = 900, draws = true, allow = /^$/ } = {}) => {
  const browser = await launch({ draws });
  const page = await browser.newPage({ viewport: { width, height }, acceptDownloads: true, reducedMotion: "reduce" });
  page.wrong = [];
  watch(page, base, (fault) => page.wrong.push(fault), (text, place) => allow.test(`${text} ${place}`) || /WebGL/.test(text));
  return { browser, page };
};

// Runs cases one after the other and gives what was wrong; each case gets a page of its own.
export const run = async (base, cases) => {
  const failures = [];
  for (const [name, options, body] of cases) {
    const { browser, page } = await opened(base, options);
    page.setDefaultTimeout(60_000);
    const check = (truth, what) => truth || failures.push(`${name}: ${what}`);
    try {
      await body(page, check);
    } catch (error) {
      failures.push(`${name}: ${error.message.split("\n").slice(0, 3).join(" ")}`);
    }
    for (const wrong of page.wrong) failures.push(`${name}: ${wrong}`);
    await browser.close();
    console.log(`${failures.some((failure) => failure.startsWith(`${name}:`)) ? "FAILED" : "ok"}  ${name}`);
  }
  return failures;
};

const COUNTS = "#counts:not(:empty)";
const counts = async (page) => (await page.textContent("#counts")).match(/\d[\d,]*/g).map((number) => Number(number.replace(",", "")));

// Opens the explorer at a fragment. A fragment alone does not load a page anew.
const visit = async (page, base, lang = "en", fragment = "") => {
  await page.goto("about:blank");
  await page.goto(`${base}/${lang}/explore.html${fragment}`);
  await page.waitForSelector(COUNTS);
  await page.waitForSelector("#explore:not([aria-busy])");
};

const shows = (page, text) => page.waitForFunction((text) => document.getElementById("counts").textContent.includes(text), text);

const pick = async (page, field, text) => {
  await page.fill(`#${field}`, text);
  await page.waitForSelector(`.suggesting:has(#${field}) [role=option]`);
  await page.press(`#${field}`, "ArrowDown");
  await page.press(`#${field}`, "Enter");
};

export const explorer = async ({ base, folder = join(tmpdir(), "sauat-explorer") }) => {
  mkdirSync(folder, { recursive: true });
  const saved = async (page, format) => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.click(`#save-${format}`)]);
    const path = join(folder, download.suggestedFilename());
    await download.saveAs(path);
    return readFileSync(path, "utf8");
  };
  return run(base, [
    ["every map and the whole network load", {}, async (page, check) => {
      await visit(page, base);
      const views = await page.$$eval("#start option", (options) => options.map((option) => option.value).filter(Boolean));
      check(views.length >= 6, `only the views ${views}`);
      for (const view of views) {
        await visit(page, base, "en", `#view=${view}`);
        const [nodes, all, ties] = await counts(page);
        check(nodes > 5 && nodes === all && ties > 5, `${view} shows ${await page.textContent("#counts")}`);
        check((await page.$$("#canvas canvas")).length > 3, `${view} draws nothing`);
      }
      const start = Date.now();
      await visit(page, base, "en", "#view=network");
      console.log(`    the whole network: ${(await counts(page)).join(" ")} in ${Date.now() - start} ms`);
    }],
    ["filters narrow, are counted, and stand in the address", {}, async (page, check) => {
      await visit(page, base);
      const [before] = await counts(page);
      await page.uncheck("#f-kind-people, [id^=f-kind-]");
      const [after, all] = await counts(page);
      check(after < before && all === before, `${before} became ${after} of ${all}`);
      check(/kind=/.test(page.url()), `the address is ${page.url()}`);
      await page.goBack();
      await page.waitForFunction((n) => document.getElementById("counts").textContent.includes(`${n} of ${n}`), before);
      await page.goForward();
      await page.waitForFunction((n) => !document.getElementById("counts").textContent.includes(`${n} of ${n}`), before);
      await visit(page, base, "en", "#view=network&place=almaty");
      const [placed] = await counts(page);
      check(placed > 3 && placed < 100, `${placed} in Almaty`);
      await visit(page, base, "en", "#view=network&from=2020&to=2021&undated=no");
      const [, , dated, ties] = await counts(page);
      check(dated > 0 && dated < ties / 3, `${dated} of ${ties} ties in 2020 and 2021`);
      await page.click("summary:has-text('Certainty')");
      await page.uncheck("#f-certainty-certainty-stated");
      const [, , implied] = await counts(page);
      check(implied < dated, "certainty filters nothing");
    }],
    ["a node is searched in any alphabet, selected, expanded and collapsed", {}, async (page, check) => {
      await visit(page, base);
      await pick(page, "find", "медианет");
      await shows(page, "Selected");
      check((await page.textContent(".node-panel h2")).includes("MediaNet"), "the panel names another node");
      const cites = await page.$$eval(".node-panel .cite a", (links) => links.map((link) => link.getAttribute("href")));
      check(cites.length > 10 && cites.every((href) => /(sources\/.*#claim-|kz\/)/.test(href)), `sources: ${cites.slice(0, 3)}`);
      const [before] = await counts(page);
      await page.click("#expand");
      const [after] = await counts(page);
      check(after > before + 5, `${before} nodes became ${after}`);
      await page.click("#expand");
      check((await counts(page))[0] === before, "collapsing leaves something behind");
      const link = await page.getAttribute(".node-panel .acts a", "href");
      const answer = await page.request.get(new URL(link, page.url()).href);
      check(answer.ok(), `${link} is ${answer.status()}`);
      const source = await page.request.get(new URL(cites[0], page.url()).href);
      check((await source.text()).includes(`id="${cites[0].split("#")[1]}"`), `${cites[0]} leads nowhere`);
    }],
    ["the way between two has sources at each step", {}, async (page, check) => {
      await visit(page, base);
      await page.click("#path > summary");
      await page.click("#path-find");
      check((await page.textContent("[role=alert]")).includes("Choose"), "an empty field is not told");
      await pick(page, "path-from", "UNESCO");
      await pick(page, "path-to", "MediaNet");
      await page.click("#path-find");
      await page.waitForSelector(".steps > li");
      const steps = await page.$$eval(".steps > li", (items) => items.map((item) => item.querySelectorAll(".cite").length));
      check(steps.length > 0 && steps.every((cites) => cites > 0), `steps with ${steps} citations`);
      const url = page.url();
      check(/path=unesco,medianet/.test(url), url);
      await visit(page, base, "en", "#view=system&path=unesco,tiktok");
      check((await page.textContent(".way")).includes("no path"), "no path is not told");
    }],
    ["an address restores the view", {}, async (page, check) => {
      const fragment = "#view=funding&kind=-kind-person&select=medianet&expand=medianet&camera=0.4:0.6:0.5";
      await visit(page, base, "ru", fragment);
      const said = await page.textContent("#counts");
      const url = page.url();
      await visit(page, base, "ru", new URL(url).hash);
      check((await page.textContent("#counts")) === said, "another view from the same address");
      check(/camera=0.4:0.6:0.5/.test(page.url()), `the camera was lost: ${page.url()}`);
    }],
    ["what is unknown is told and the rest applied", {}, async (page, check) => {
      await visit(page, base, "en", "#view=nowhere&select=nobody&place=atlantis&kind=Ghost&from=then&colour=red&expand=medianet&camera=x");
      const told = await page.textContent("[role=alert]");
      for (const word of ["nowhere", "nobody", "atlantis", "Ghost", "then", "colour=red"]) check(told.includes(word), `${word} is not told`);
      const [nodes] = await counts(page);
      await visit(page, base);
      check(nodes > (await counts(page))[0], "the rest was not applied");
      await visit(page, base, "en", "#select=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E");
      check((await page.$$("img")).length === 0, "markup from the address");
    }],
    ["a document that is missing is told, and can be tried again", { allow: /Failed to load/ }, async (page, check) => {
      let broken = true;
      await page.route("**/network.json", (route) => (broken ? route.fulfill({ status: 503, body: "" }) : route.continue()));
      await page.goto(`${base}/en/explore.html`);
      await page.waitForSelector("[role=alert] button");
      check((await page.textContent("[role=alert]")).includes("503"), "the reason is not told");
      check(await page.isVisible("text=Without it"), "what works without the script is gone");
      broken = false;
      await page.click("[role=alert] button");
      await page.waitForSelector(COUNTS);
    }],
    ["files are saved with version, licence and sources", {}, async (page, check) => {
      await visit(page, base, "kk", "#view=system&select=medianet");
      const nodes = Number((await page.textContent("#list summary")).match(/\d+/)[0]);
      for (const format of ["svg", "dot", "gexf", "csv"]) {
        const text = await saved(page, format);
        check(/creativecommons|CC BY/.test(text), `${format} has no licence`);
        check(/0\.\d+\.\d+/.test(text), `${format} has no version`);
        check(text.includes("mil-report-2025") || text.includes("mil-report"), `${format} has no source`);
        if (format === "svg") check((text.match(/<a href/g) ?? []).length === nodes, `svg has not ${nodes} boxes`);
        if (format === "gexf") check((text.match(/<node /g) ?? []).length === nodes, `gexf has not ${nodes} nodes`);
      }
      await visit(page, base, "en", "#view=system&from=1900&to=1901&undated=no");
      await page.click("#save-svg");
      check((await page.textContent("[role=alert]")).includes("nothing to save"), "an empty picture is saved");
    }],
    ["everything is done with the keyboard", {}, async (page, check) => {
      await visit(page, base);
      await page.focus("#list > summary");
      await page.keyboard.press("Enter");
      await page.waitForSelector("#list tbody tr");
      const [nodes] = await counts(page);
      check((await page.$$("#list tbody tr")).length === nodes, "the list and the picture differ");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await shows(page, "Selected");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await page.waitForFunction((n) => document.querySelectorAll("#list tbody tr").length >= n, nodes);
      check(await page.evaluate(() => document.activeElement.closest("#list") !== null), "the focus was lost");
      await page.focus("#canvas");
      await page.keyboard.press("+");
      await page.keyboard.press("ArrowLeft");
      await page.waitForFunction(() => /camera=/.test(location.hash));
      await page.keyboard.press("Escape");
      await page.waitForFunction(() => !/select=/.test(location.hash));
    }],
    ...["kk", "ru", "en"].map((lang) => [`no fault of accessibility, no overflow: ${lang}`, { width: 360, height: 800 }, async (page, check) => {
      await visit(page, base, lang, "#view=system&select=medianet&path=unesco,medianet");
      await page.click("#list > summary");
      check((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360, "the page is wider than the screen");
      for (const fault of await barriers(page)) check(false, fault);
      check(!/\[[a-z_]+\]/.test(await page.innerText("main")), "a word is missing");
    }]),
    ["no fault of accessibility on a large screen", {}, async (page, check) => {
      await visit(page, base, "en", "#view=system&select=medianet");
      for (const fault of await barriers(page)) check(false, fault);
    }],
    ["without WebGL there is the list", { draws: false }, async (page, check) => {
      await visit(page, base, "kk");
      check((await page.textContent("#canvas")).includes("WebGL"), "that nothing is drawn is not told");
      check((await page.$$("#list tbody tr")).length > 20, "the list is empty");
      await page.click("#list tbody button");
      await page.waitForSelector(".node-panel h2");
    }],
    ["maps and things lead to the explorer, and suggestions to things", {}, async (page, check) => {
      await page.goto(`${base}/ru/maps/funding.html`);
      await page.click("a[href*='explore.html#view=funding']");
      await page.waitForSelector(COUNTS);
      await page.goto(`${base}/kk/kz/medianet.html`);
      await page.click("a[href*='explore.html#around=medianet']");
      await page.waitForSelector(".node-panel h2");
      await page.goto(`${base}/kk/index.html`);
      await page.fill("#q", "medianet");
      await page.waitForSelector("[role=option]");
      check((await page.getAttribute("#q", "aria-expanded")) === "true", "the list is not announced");
      await page.press("#q", "ArrowDown");
      check(Boolean(await page.getAttribute("#q", "aria-activedescendant")), "no option is active");
      await page.press("#q", "Escape");
      check((await page.getAttribute("#q", "aria-expanded")) === "false", "Escape does not close");
      await page.press("#q", "ArrowDown");
      await page.waitForSelector("[role=option]");
      await page.press("#q", "ArrowDown");
      await page.press("#q", "Enter");
      await page.waitForURL("**/kk/kz/*.html");
      await page.fill("#q", "unesco");
      await page.press("#q", "Enter");
      await page.waitForURL("**/kk/search.html?q=unesco");
    }],
  ]);
};

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [base, folder] = process.argv.slice(2);
  if (!base || (folder && !existsSync(folder))) {
    console.error("usage: node explorer.mjs BASE [FOLDER]");
    process.exit(2);
  }
  const failures = await explorer({ base: base.replace(/\/$/, ""), folder });
  for (const failure of failures) console.error(failure);
  process.exit(failures.length ? 1 : 0);
}
