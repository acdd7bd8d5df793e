// The SPARQL editor in a browser: `node editor.mjs http://127.0.0.1:7878`; needs what explorer.mjs needs.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { barriers } from "./browser.mjs";
import { run } from "./explorer.mjs";

const visit = async (page, base, lang = "en", query = "") => {
  await page.goto(`${base}/${lang}/query.html${query ? `?${new URLSearchParams({ query })}` : ""}`);
  await page.waitForSelector(".CodeMirror");
};

// Puts a text in place of what the editor holds, with the cursor at its end.
const write = (page, text) =>
  page.evaluate((text) => {
    const editor = document.querySelector(".CodeMirror").CodeMirror;
    editor.setValue(text);
    editor.focus();
    editor.setCursor(editor.lineCount(), 0);
    editor.setCursor(editor.lastLine(), editor.getLine(editor.lastLine()).length);
  }, text);

const text = (page) => page.evaluate(() => document.querySelector(".CodeMirror").CodeMirror.getValue());

const asked = async (page) => {
  await page.click("#run");
  await page.waitForSelector("#editor[aria-busy=false]");
};

export const editor = async ({ base }) =>
  run(base, [
    ["a query is answered, with links to pages here", {}, async (page, check) => {
      await visit(page, base);
      check(!(await page.isVisible("#sparql")), "the plain form is still there");
      check((await page.$$(".bad-line")).length === 0, "the first query is marked as wrong");
      await asked(page);
      const rows = await page.$$("#editor tbody tr");
      check(rows.length === 20, `${rows.length} rows`);
      const link = page.locator("#editor tbody a").first();
      const [href, title] = [await link.getAttribute("href"), await link.getAttribute("title")];
      check(/kz\/.*\.html$/.test(href) && title.length > 2, `${href}: ${title}`);
      check((await page.request.get(new URL(href, page.url()).href)).ok(), `${href} is not there`);
      check(/\?query=SELECT/.test(page.url()), page.url());
      await page.reload();
      await page.waitForSelector(".CodeMirror");
      check((await text(page)).startsWith("SELECT ?actor"), "the address does not restore the query");
    }],
    ["words of the dataset complete what is typed", {}, async (page, check) => {
      await visit(page, base, "ru");
      const hinted = async (typed, expected) => {
        await write(page, "");
        await page.keyboard.type(typed, { delay: 5 });
        const there = (expected) => [...document.querySelectorAll(".CodeMirror-hint")].some((hint) => hint.textContent.startsWith(expected));
        await page.waitForFunction(there, expected, { timeout: 30_000 }).catch(() => check(false, `“${typed}” gives no ${expected}`));
        // A list that is being made anew takes no key; it is there with the next frame.
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      };
      await hinted("SELECT * { ?x a Ng", "sauat:Ngo");
      await hinted("SELECT * { ?x sauat:impl", "sauat:implements");
      await hinted("SELECT * { ?x sauat:implements kz:factch", "kz:factcheck");
      await hinted("SELECT * { ?x a неправит", "sauat:Ngo");
      await page.keyboard.press("Enter");
      check(/a sauat:\w+/.test(await text(page)), await text(page));
    }],
    ["ready questions run with their example values", {}, async (page, check) => {
      await visit(page, base, "kk");
      const questions = await page.$$eval("#example option", (options) => options.map((option) => option.value).filter(Boolean));
      check(questions.length > 40, `${questions.length} questions`);
      await page.selectOption("#example", "who-is-active-in");
      check((await text(page)).includes("kz:astana"), "the example value is not written in");
      check((await page.textContent("#example-note")).includes("kz:astana"), "the value is not explained");
      check((await page.$$(".bad-line")).length === 0, "a ready question is marked as wrong");
      await asked(page);
      check((await page.$$("#editor tbody tr")).length > 0, await page.textContent("#said"));
    }],
    ["answers of all kinds", {}, async (page, check) => {
      await visit(page, base, "en", "ASK { kz:medianet a sauat:Ngo }");
      await asked(page);
      check((await page.textContent(".truth")) === "yes", "ASK");
      await write(page, "CONSTRUCT { ?s rdfs:label ?o } WHERE { ?s rdfs:label ?o } LIMIT 3");
      await asked(page);
      check((await page.textContent("#editor section pre")).includes("label"), "CONSTRUCT");
      await write(page, "SELECT * { ?s sauat:none ?o }");
      await asked(page);
      check((await page.textContent("#said")).includes("no rows"), "an empty answer");
      await write(page, 'SELECT ("<img src=x onerror=alert(1)>" AS ?a) (<javascript:alert(1)> AS ?b) {}');
      await asked(page);
      check((await page.$$("#editor tbody img, #editor tbody a")).length === 0, "an answer became markup or a link that runs");
      await write(page, "SELECT ?s ?p { ?s ?p ?o } LIMIT 1000");
      await asked(page);
      check((await page.$$("#editor tbody tr")).length === 200, "a long table is not shown in parts");
      const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save-csv")]);
      const lines = readFileSync(await download.path(), "utf8").trim().split(/\r?\n/);
      check(lines.length === 1001 && lines[0] === "s,p", `${lines.length} lines, ${lines[0]}`);
    }],
    ["refusals are told in words", { allow: /Failed to load/ }, async (page, check) => {
      await visit(page, base, "kk", "SELECT * WHERE { ?x ?y ");
      check((await page.$$(".bad-line")).length <= 1, "more than one line is marked");
      await asked(page);
      const said = await page.textContent("#trouble");
      check(said.includes("түсініксіз") && /line 1/.test(said) && said.includes("deadline_seconds"), said);
      await write(page, "SELECT * { SERVICE <http://example.com/> { ?s ?p ?o } }");
      await asked(page);
      check((await page.textContent("#trouble")).length > 20, "SERVICE is not refused");
      await write(page, "ASK {}");
      await asked(page);
      check((await page.textContent("#trouble")) === "", "the refusal stays");
    }],
    ["an answer that is not whole is not shown", { allow: /Failed to load|ERR_/ }, async (page, check) => {
      await visit(page, base, "ru");
      const body = '{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"literal","value":"x"}}';
      await page.route("**/sparql", (route) => route.fulfill({ status: 200, contentType: "application/sparql-results+json", body }));
      await asked(page);
      check((await page.textContent("#trouble")).includes("оборвался"), "half an answer");
      await page.unroute("**/sparql");
      await page.route("**/sparql", (route) => route.fulfill({ status: 200, contentType: "application/sparql-results+json", headers: { "Sauat-Complete": "7" }, body: `${body}]}}` }));
      await asked(page);
      check((await page.textContent("#trouble")).includes("оборвался"), "one row of seven");
      await page.unroute("**/sparql");
      await page.route("**/sparql", (route) => route.abort());
      await asked(page);
      check((await page.textContent("#trouble")).includes("связаться"), "no server");
    }],
    ["the keyboard leaves the editor, asks, and is told", {}, async (page, check) => {
      await visit(page, base);
      await page.focus("#example");
      await page.keyboard.press("Tab");
      check(await page.evaluate(() => document.activeElement.closest(".CodeMirror") !== null), "the editor is not reached");
      await page.keyboard.press("Control+Enter");
      await page.waitForSelector("#answer-title");
      await page.keyboard.press("Tab");
      check(await page.evaluate(() => document.activeElement.id === "run"), "the editor keeps the focus");
    }],
    ...["kk", "ru", "en"].flatMap((lang) =>
      [360, 1280].map((width) => [`no fault of accessibility: ${lang}, ${width}`, { width, height: 800 }, async (page, check) => {
        await visit(page, base, lang);
        await asked(page);
        for (const fault of await barriers(page)) check(false, fault);
        check((await page.evaluate(() => document.documentElement.scrollWidth)) <= width, "the page is wider than the screen");
        await write(page, "SELECT * { ?x a ");
        await page.keyboard.type("sauat:N");
        await page.waitForSelector(".CodeMirror-hint");
        for (const fault of await barriers(page)) check(false, `with completion: ${fault}`);
        check(!/\[[a-z_]+\]/.test(await page.innerText("#editor")), "a word is missing");
      }]),
    ),
  ]);

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [base] = process.argv.slice(2);
  if (!base) {
    console.error("usage: node editor.mjs BASE");
    process.exit(2);
  }
  const failures = await editor({ base: base.replace(/\/$/, "") });
  for (const failure of failures) console.error(failure);
  process.exit(failures.length ? 1 : 0);
}
