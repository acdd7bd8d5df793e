// Texts that try to be markup, in the data and in addresses, opened in a browser: nothing runs, nothing is stopped by the
// policy of a page because nothing tries. node hostile.mjs BASE [share]
// BASE serves data whose labels are hostile; of 5,000 addresses every `share`th is opened (all with 1).

import { launch, watch } from './browser.mjs';

const [base, share = '1'] = process.argv.slice(2);
const VECTORS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<svg><animate onbegin=alert(1) attributeName=x dur=1s>',
  '<iframe src=javascript:alert(1)>',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '<body onload=alert(1)>',
  '<details open ontoggle=alert(1)>',
  '<input autofocus onfocus=alert(1)>',
  '<video><source onerror=alert(1)>',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
  '<a href=javascript:alert(1) autofocus tabindex=1 onfocus=alert(1)>x</a>',
  '<object data=javascript:alert(1)>',
  '<embed src=javascript:alert(1)>',
  '<base href=//evil.example/>',
  '<meta http-equiv=refresh content="0;url=javascript:alert(1)">',
  '<link rel=stylesheet href=//evil.example/x.css>',
  '<style>@import "//evil.example/x.css"</style>',
  '<form action=//evil.example/><button>x',
  ' onmouseover=alert(1) autofocus onfocus=alert(1) x=',
  ' style=background:url(//evil.example/x)',
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  '{{constructor.constructor("alert(1)")()}}',
  '${alert(1)}',
  '<!--<img src="--><img src=x onerror=alert(1)>">',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<template><script>alert(1)</script></template>',
  '\u202e<script>alert(1)</script>\u202c',
  '<script/src=data:,alert(1)>',
  '<scr\u0000ipt>alert(1)</scr\u0000ipt>',
  '<img/src=`x`onerror=alert`1`>',
  '<xss id=x tabindex=1 onfocus=alert(1)></xss>#x',
  '<textarea autofocus onfocus=alert(1)>',
];
const WRAPPERS = [
  (text) => text,
  (text) => `">${text}`,
  (text) => `'>${text}`,
  (text) => `</script>${text}`,
  (text) => `</title>${text}`,
  (text) => `</textarea>${text}`,
  (text) => `</style>${text}`,
  (text) => `--> ${text}`,
  (text) => `]]>${text}`,
  (text) => `"${text}"`,
  (text) => text.toUpperCase(),
  (text) => text.replace(/</g, '&lt;'),
  (text) => text.replace(/</g, '%3C'),
  (text) => `medianet ${text}`,
];
const ADDRESSES = [
  (text) => `search.html?q=${text}`,
  (text) => `list.html?kind=${text}`,
  (text) => `list.html?place=${text}&page=${text}`,
  (text) => `query.html?query=${text}`,
  (text) => `questions.html?${text}=${text}`,
  (text) => `ex/${text}.html`,
  (text) => `maps/${text}.html`,
  (text) => `sources/${text}.html`,
  (text) => `questions/${text}.html`,
  (text) => `${text}.html`,
];
const LANGS = ['kk', 'ru', 'en'];

const faults = [];
const browser = await launch();
const page = await (await browser.newContext()).newPage();
let at = '';
// What a page is refused by its policy it has tried; a status of 400 or 404 is what such addresses are told.
watch(page, base, (fault) => faults.push(`${at}: ${fault}`), (text) => /status of 4\d\d/.test(text));
page.setDefaultTimeout(60_000);

async function visit(address) {
  at = address.slice(0, 300);
  const answer = await page.goto(address);
  if (!answer || answer.status() >= 500) faults.push(`${at}: ${answer?.status()}`);
}

// Every page whose labels are hostile.
const map = await (await fetch(`${base}/sitemap.xml`)).text();
const pages = [...map.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, address]) => address.replace(/^https?:\/\/[^/]*/, base));
for (const [place, address] of pages.entries()) {
  // A release opens all of them.
  if (Number(share) > 1 && place % 3) continue;
  await visit(address);
  // Keys and the pointer wake what waits for them.
  await page.keyboard.press('Tab');
}
let opened = 0;
let number = 0;
for (const vector of VECTORS) {
  for (const wrapper of WRAPPERS) {
    for (const address of ADDRESSES) {
      number += 1;
      if (number % Number(share)) continue;
      const text = encodeURIComponent(wrapper(vector));
      await visit(`${base}/${LANGS[number % LANGS.length]}/${address(text)}`);
      opened += 1;
    }
  }
}
await browser.close();
console.log(`${pages.length} pages and ${opened} of ${number} addresses opened`);
if (faults.length || !pages.length || !opened) {
  console.log(faults.slice(0, 40).join('\n'));
  process.exit(1);
}
