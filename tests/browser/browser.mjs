// The browser of all journeys and cases: how it is started, what no page may cause, what bars people from one.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { chromium } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What draws with WebGL where there is no graphics card, and what keeps a browser from drawing so. */
const DRAWS = ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'];
const DRAWS_NOT = ['--disable-gpu', '--disable-3d-apis'];

/** A Chromium (`CHROMIUM`, else that of Debian) in which no name but that of this machine leads anywhere. */
export const launch = ({ draws = true } = {}) =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1', ...(draws ? DRAWS : DRAWS_NOT)],
  });

/**
 * Tells `fault` of errors in the console, of scripts that fail, of dialogs and of requests to other hosts. `allowed` is told
 * the text of an error and where it comes from.
 */
export const watch = (page, base, fault, allowed = () => false) => {
  page.on('console', (message) => {
    const place = message.location()?.url ?? '';
    if (message.type() === 'error' && !allowed(message.text(), place)) fault(`console: ${message.text()} (${place})`);
  });
  page.on('pageerror', (error) => fault(`script: ${error.stack ?? error}`));
  page.on('dialog', (dialog) => {
    fault(`dialog: ${dialog.message()}`);
    dialog.dismiss().catch(() => {});
  });
  page.context().on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(base) && !/^(blob|data):/.test(url)) fault(`request to ${url}`);
  });
};

/** What bars people from a page, as axe-core sees it. */
export const barriers = async (page) => {
  // A script in the page itself would be stopped by its policy.
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const { violations } = await globalThis.axe.run(document, { runOnly: tags });
    return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0].html.slice(0, 200)} (${nodes.length})`);
  });
  return found.map((text) => `axe on ${page.url()}: ${text}`);
};
