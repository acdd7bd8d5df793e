// Makes every journey in every language and in every way: node run.mjs BASE [journey] [language] [way]
// Each journey is made in each way, and in each language where scripts run; with JOURNEYS=all in all twelve pairs.

import { launch } from './browser.mjs';
import { journeys } from './journeys.mjs';
import { Visitor, WAYS } from './visitor.mjs';

/** Journeys that are made at the same time. */
const TOGETHER = 3;

const [base, ...only] = process.argv.slice(2);
if (!base) {
  console.error('usage: node run.mjs BASE [journey] [language] [way]');
  process.exit(2);
}
const wanted = (list) => {
  const named = list.filter((one) => only.includes(one));
  return named.length ? named : list;
};
const browser = await launch();
const seen = new Set();
const languages = ['kk', 'ru', 'en'];
const all = languages.flatMap((lang) =>
  Object.keys(WAYS).flatMap((way, w) =>
    Object.keys(journeys).map((name, j) => ({ lang, way, name, first: languages[(j + w) % languages.length] === lang })),
  ),
);
const named = ({ lang, way, name }) => [wanted(languages), wanted(Object.keys(WAYS)), wanted(Object.keys(journeys))]
  .every((list, place) => list.includes([lang, way, name][place]));
const whole = only.length > 0 || process.env.JOURNEYS === 'all';
const plans = all.filter((plan) => named(plan) && (whole || plan.first));
let failed = 0;
let made = 0;

async function make({ lang, way, name }) {
  const visitor = await Visitor.arrive(browser, { base, lang, way, seen });
  // Many tests share the machine: a limit that only what is stuck reaches.
  visitor.page.setDefaultTimeout(60_000);
  let broken = '';
  try {
    await journeys[name](visitor);
  } catch (error) {
    broken = `${error.message.split('\n').slice(0, 4).join(' ')} at ${visitor.page.url()}`;
  }
  const faults = await visitor.leave();
  if (broken) faults.push(broken);
  made += 1;
  if (faults.length) {
    failed += 1;
    console.log(`FAILED ${lang} ${way}: ${name}\n  ${[...new Set(faults)].join('\n  ')}`);
  }
}

async function makeAll() {
  for (let plan = plans.shift(); plan; plan = plans.shift()) await make(plan);
}

await Promise.all(Array.from({ length: TOGETHER }, makeAll));
await browser.close();
console.log(`${made - failed} of ${made} journeys; ${seen.size} pages looked at for barriers`);
process.exit(failed || !made ? 1 : 0);
