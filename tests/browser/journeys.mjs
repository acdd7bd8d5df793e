// Ten journeys of a researcher, each from the start page to an answer that can be taken away and cited.
// They lean on addresses and roles, not on words: the same journey is made in every language.

/** Fails with a message unless something holds. */
function must(holds, message) {
  if (!holds) throw new Error(message);
}

/** How people in each language would write what they look for: not as the table does. */
const WRITTEN = { kk: 'qazaqstan prezidenti', ru: 'юнеско', en: 'ЮНЕСКО' };

export const journeys = {
  async 'an organisation by its name'(v) {
    await v.open('index.html');
    await v.write('header input[name=q]', 'medianet');
    await v.send('header input[name=q]');
    await v.follow('main a[href$="kz/medianet.html"]');
    must((await v.text('h1')).includes('MediaNet'), 'the page is of another thing');
    const facts = await v.count('article .fact');
    must(facts > 20, `only ${facts} facts`);
    must((await v.count('article .fact:not(:has(.cite a))')) === 0, 'a fact without its source');
    must((await v.text('#cite ~ .citation, section[aria-labelledby=cite] .citation')).includes('https://w3id.org/sauat/kz/medianet'), 'no citation');
    const sheet = await v.takeCited('a[href$="medianet.csv"]');
    must(sheet.split('\n').length > 20, 'the sheet is short');
  },

  async 'a name in another alphabet'(v) {
    await v.open('index.html');
    await v.write('header input[name=q]', WRITTEN[v.lang]);
    await v.send('header input[name=q]');
    const id = v.lang === 'kk' ? 'president-kazakhstan' : 'unesco';
    await v.follow(`main a[href$="kz/${id}.html"]`);
    const workbook = await v.take('a[href$=".xlsx"]');
    must(workbook.subarray(0, 2).toString() === 'PK' && workbook.length > 5000, 'that is no workbook');
    await v.takeCited('a[href$=".csv"]');
  },

  async 'a question with a place'(v) {
    await v.open('index.html');
    await v.follow('main a[href$="/questions.html"]');
    await v.follow('main a[href$="questions/who-trains-whom.html"]');
    await v.write('main input[name=place]', 'aktobe');
    await v.send('main input[name=place]');
    must(new URL(v.page.url()).searchParams.get('place') === 'aktobe', 'the address does not hold the answer');
    must((await v.count('main table tbody tr')) === 2, 'not the two rows of the answer');
    const sheet = await v.takeCited('main a[href*="who-trains-whom.csv"]');
    must(sheet.trim().split('\n').length === 3, 'the file has other rows than the page');
    await v.follow('main table a[href*="mil-report-2025"]');
  },

  async 'lists by kind and region'(v) {
    await v.open('index.html');
    await v.follow('main a[href$="list.html?kind=kind-civil-society"]');
    await v.follow('nav.facets a[href*="place=almaty"]');
    const told = Number(await v.text('nav.facets a[href]:has(.take-away) >> nth=1 >> .count'));
    must((await v.count('main .results li, main ol li, main .hits li')) >= told, 'fewer things than the facet counts');
    await v.follow('main a[href$="kz/medianet.html"]');
    await v.follow('main svg a[href$="kz/factcheck-kz.html"]');
    await v.takeCited('a[href$="factcheck-kz.csv"]');
  },

  async 'where nobody works'(v) {
    await v.open('index.html');
    await v.follow('main a[href$="gaps.html"]');
    must((await v.count('main section ul.tags li')) > 5, 'no gaps');
    await v.follow('main a[href$="kz/ulytau-region.html"]');
    await v.open('gaps.html');
    await v.unfold('section[aria-labelledby=ideas] details');
    await v.follow('section[aria-labelledby=ideas] details a');
    await v.takeCited('a[href$=".csv"]');
  },

  async 'all that a document says'(v) {
    await v.open('index.html');
    await v.follow('main a[href$="sources/mil-report-2025.html"]');
    const claims = await v.count('main .fact');
    must(claims > 900, `only ${claims} claims`);
    await v.follow('main #claim-r1004 a[href$="kz/medianet.html"]');
    await v.follow('main .cite a[href$="#claim-r1427"]');
    must(await v.page.locator('#claim-r1427').isVisible(), 'the claim is not there');
    await v.follow('main #claim-r1427 a[href$="kz/medianet.html"]');
    await v.takeCited('a[href$="medianet.csv"]');
  },

  async 'a map and what is on it'(v) {
    await v.open('index.html');
    await v.follow('main a[href$="/maps.html"]');
    await v.follow('main a[href$="maps/two-mode.html"]');
    must((await v.count('main figure svg a')) > 20, 'no boxes on the map');
    const drawn = await v.takeCited('main a[href$="two-mode.svg"]');
    must(drawn.includes('CC BY 4.0'), 'the map does not say its licence');
    await v.unfold('main details');
    await v.follow('main details table a[href$=".html"]');
    await v.takeCited('a[href$=".csv"]');
  },

  async 'an answer as a map and as data'(v) {
    await v.open('index.html');
    await v.follow('main a[href$="/questions.html"]');
    await v.follow('main a[href$="questions/who-implements.html"]');
    must((await v.count('main figure svg')) === 1, 'no map of the answer');
    const found = JSON.parse(await v.takeCited('main a[href*="who-implements.json"]'));
    must(found.results.bindings.length === (await v.count('main table tbody tr')), 'page and file differ');
    await v.takeCited('main a[href*="who-implements.csv"]');
  },

  async 'what the words mean'(v) {
    await v.open('index.html');
    await v.follow('nav.sections a[href$="ontology.html"]');
    must((await v.count('#properties ~ .term')) > 100, 'few properties');
    await v.follow('#funds a[href="#Grant"]');
    must(await v.page.locator('#Grant').isVisible(), 'the class is not there');
    await v.follow('main a[href*="kz/kind-civil-society.html"]');
    await v.follow('main a[href$="kz/medianet.html"]');
    await v.takeCited('a[href$="medianet.csv"]');
  },

  async 'a wrong address, another language, a citation'(v) {
    v.missing = `${v.base}/${v.lang}/kz/medianett.html`;
    await v.open('kz/medianett.html');
    await v.follow('main a[href$="kz/medianet.html"]');
    const other = { kk: 'ru', ru: 'en', en: 'kk' }[v.lang];
    const here = v.lang;
    v.lang = other;
    await v.follow(`nav.langs a[hreflang=${other}]`);
    must(v.page.url().endsWith(`/${other}/kz/medianet.html`), 'the other language is another page');
    v.lang = here;
    await v.follow(`nav.langs a[hreflang=${here}]`);
    await v.unfold('section[aria-labelledby=cite] details');
    must((await v.text('section[aria-labelledby=cite] pre')).includes('version = {'), 'no version in BibTeX');
    await v.takeCited('a[href$="medianet.csv"]');
  },
};
