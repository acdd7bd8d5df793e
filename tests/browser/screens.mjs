// Pictures of every kind of page in three languages: node screens.mjs BASE FOLDER

import { mkdir } from 'node:fs/promises';

import { launch } from './browser.mjs';

const [base, folder] = process.argv.slice(2);
if (!folder) {
  console.error('usage: node screens.mjs BASE FOLDER');
  process.exit(2);
}

/** A name, an address, and what is done there before the picture is taken. */
const PAGES = [
  ['start', 'index.html'],
  ['search', 'search.html?q=media'],
  ['list', 'list.html?kind=kind-civil-society&place=almaty'],
  ['actor', 'kz/medianet.html'],
  ['actor-map', 'kz/medianet.html', (page) => page.locator('#map').scrollIntoViewIfNeeded()],
  ['place', 'kz/aktobe-region.html'],
  ['questions', 'questions.html'],
  ['question', 'questions/who-trains-whom.html?place=aktobe'],
  ['source', 'sources/mil-report-2025.html'],
  ['gaps', 'gaps.html'],
  ['ontology', 'ontology.html#funds'],
  ['maps', 'maps.html'],
  ['map', 'maps/two-mode.html'],
  ['explore', 'explore.html#view=system&select=medianet', (page) => page.locator('.node-panel h2').waitFor()],
  ['query', 'query.html', async (page) => {
    await page.locator('#run').click();
    await page.locator('table tbody tr').first().waitFor();
  }],
  ['about', 'about.html'],
  ['missing', 'kz/medianett.html'],
];
const SIZES = { '': { width: 1100, height: 1000 }, '-phone': { width: 360, height: 740 } };
const PHONE = ['start', 'actor', 'question', 'explore'];

await mkdir(folder, { recursive: true });
const browser = await launch();
for (const [suffix, viewport] of Object.entries(SIZES)) {
  for (const lang of ['kk', 'ru', 'en']) {
    const page = await browser.newPage({ viewport, reducedMotion: 'reduce' });
    page.setDefaultTimeout(60_000);
    for (const [name, address, act] of PAGES) {
      if (suffix && !PHONE.includes(name)) continue;
      await page.goto('about:blank');
      await page.goto(`${base}/${lang}/${address}`);
      await page.waitForLoadState('networkidle');
      if (act) await act(page);
      if (name === 'actor-map') await page.evaluate(() => document.getElementById('map').scrollIntoView());
      await page.screenshot({ path: `${folder}/${name}${suffix}.${lang}.jpg`, type: 'jpeg', quality: 60 });
    }
    await page.close();
  }
}
await browser.close();
