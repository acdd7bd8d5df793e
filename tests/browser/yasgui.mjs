// YASGUI, as others run it on a site of their own, asks the endpoint: node yasgui.mjs BASE

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { launch } from './browser.mjs';

const [base] = process.argv.slice(2);
if (!base) {
  console.error('usage: node yasgui.mjs BASE');
  process.exit(2);
}
const built = join(dirname(createRequire(import.meta.url).resolve('@zazuko/yasgui/package.json')), 'build');
const page = `<!DOCTYPE html><title>elsewhere</title><link rel="stylesheet" href="yasgui.min.css"><div id="yasgui"></div>
<script src="yasgui.min.js"></script>
<script>new Yasgui(document.getElementById('yasgui'), { requestConfig: { endpoint: '${base}/sparql' } });</script>`;
const files = { '/yasgui.min.js': 'text/javascript', '/yasgui.min.css': 'text/css' };
const elsewhere = createServer(async ({ url }, answer) => {
  if (url === '/') {
    answer.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(page);
  } else if (files[url]) {
    answer.writeHead(200, { 'Content-Type': files[url] }).end(await readFile(join(built, url)));
  } else {
    answer.writeHead(404).end();
  }
});
await new Promise((ready) => elsewhere.listen(0, '127.0.0.1', ready));

const browser = await launch();
const tab = await browser.newPage();
tab.setDefaultTimeout(60_000);
await tab.goto(`http://127.0.0.1:${elsewhere.address().port}/`);
await tab.waitForSelector('.yasqe .CodeMirror');
const asked = async (query) => {
  await tab.evaluate((text) => document.querySelector('.yasqe .CodeMirror').CodeMirror.setValue(text), query);
  const answered = tab.waitForResponse((answer) => answer.url().startsWith(`${base}/sparql`));
  await tab.click('.yasqe_queryButton');
  return (await answered).status();
};
const query = 'SELECT ?who WHERE { ?who <https://w3id.org/sauat/ontology#implements> <https://w3id.org/sauat/kz/factcheck-kz> }';
const status = await asked(query);
await tab.waitForSelector('.yasr .dataTable tbody tr');
const shown = await tab.innerText('.yasr .dataTable tbody');
const wrong = await asked('SELECT ?who WHERE {');
await tab.waitForSelector('.yasr .errorHeader, .yasr .yasr_results [class*=error]');
await browser.close();
elsewhere.close();
console.log(`YASGUI: ${status}, ${shown.trim().split('\n')[0]}; what is no query: ${wrong}`);
process.exit(status === 200 && shown.includes('medianet') && wrong === 400 ? 0 : 1);
