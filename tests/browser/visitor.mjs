// Somebody who reads the pages: with a mouse, with keys alone, on a phone, or in a browser without scripts.
// Watches what no journey may cause: errors in the console, requests to other hosts, dialogs, overflowing pages, barriers.

import { readFile } from 'node:fs/promises';

import { barriers, watch } from './browser.mjs';

/** How people come: the size of their window, and what they have. */
export const WAYS = {
  mouse: { viewport: { width: 1280, height: 900 } },
  keyboard: { viewport: { width: 1280, height: 900 }, keys: true },
  phone: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
  plain: { viewport: { width: 1280, height: 900 }, javaScriptEnabled: false },
};

/** More presses of Tab than any page needs to its last link. */
const PATIENCE = 3000;

export class Visitor {
  /** `seen` holds the pages whose barriers were looked for already, by address and width. */
  static async arrive(browser, { base, lang, way, seen }) {
    const { keys = false, ...options } = WAYS[way];
    const context = await browser.newContext({ ...options, acceptDownloads: true, locale: lang });
    const visitor = new Visitor();
    Object.assign(visitor, { base, lang, way, keys, seen, context, faults: [] });
    visitor.page = await context.newPage();
    visitor.watch();
    return visitor;
  }

  watch() {
    // The status of a page that is not there is what a journey asks for.
    const asked = (text, place) => /status of 404/.test(text) && place === this.missing;
    watch(this.page, this.base, (fault) => this.faults.push(fault), asked);
  }

  /** Opens a page of this language. */
  async open(path) {
    await this.page.goto(`${this.base}/${this.lang}/${path}`);
    await this.arrived();
  }

  /** Looks at the page: does it fit, has it barriers. */
  async arrived() {
    const { page, faults, way } = this;
    await page.waitForLoadState('load');
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wider > 0) faults.push(`${page.url()} is ${wider} px wider than the window`);
    const lang = await page.evaluate(() => document.documentElement.lang);
    if (lang && lang !== this.lang) faults.push(`${page.url()} is in "${lang}"`);
    // A page is built alike in each language; a release looks at all of them.
    const address = page.url().split('#')[0];
    const alike = process.env.JOURNEYS === 'all' ? address : address.replace(`/${this.lang}/`, '/');
    const key = `${page.viewportSize().width} ${alike}`;
    if (way !== 'plain' && !this.seen.has(key)) {
      this.seen.add(key);
      faults.push(...(await barriers(page)));
    }
  }

  /** What a selector finds and the eye sees; waits for it. */
  async see(selector) {
    const found = this.page.locator(selector).first();
    await found.waitFor({ state: 'visible' });
    return found;
  }

  async text(selector) {
    return (await (await this.see(selector)).innerText()).trim();
  }

  async count(selector) {
    return this.page.locator(selector).count();
  }

  /** Goes to something with Tab alone; it must be seen and be marked. */
  async tabTo(found) {
    const target = await found.elementHandle();
    // Where many stand before it, most presses need no look; the last ones are looked at one by one.
    const before = await target.evaluate((node) => {
      const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')];
      const reached = all.filter((one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility());
      return reached.indexOf(node) - reached.indexOf(document.activeElement);
    });
    for (let press = 0; press < before - 15; press += 1) await this.page.keyboard.press('Tab');
    for (let press = 0; press < PATIENCE; press += 1) {
      if (await target.evaluate((node) => node === document.activeElement)) break;
      await this.page.keyboard.press('Tab');
    }
    const state = await target.evaluate((node) => {
      const style = getComputedStyle(node);
      const box = node.getBoundingClientRect();
      return {
        reached: node === document.activeElement,
        marked: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0,
        inside: box.bottom > 0 && box.top < innerHeight,
      };
    });
    const name = await target.evaluate((node) => node.outerHTML.slice(0, 100));
    if (!state.reached) throw new Error(`Tab does not reach ${name}`);
    if (!state.marked) this.faults.push(`no mark of the focus on ${name}`);
    if (!state.inside) this.faults.push(`the focus is out of sight on ${name}`);
  }

  /** Activates a link, button or summary. */
  async press(found) {
    if (this.keys) {
      await this.tabTo(found);
      await this.page.keyboard.press('Enter');
    } else if (this.way === 'phone') {
      await found.tap();
    } else {
      await found.click();
    }
  }

  /** Follows a link to another page. */
  async follow(selector) {
    const found = await this.see(selector);
    const before = this.page.url();
    await this.press(found);
    await this.page.waitForURL((url) => url.href !== before);
    await this.arrived();
  }

  async write(selector, text) {
    const found = await this.see(selector);
    if (this.keys) {
      await this.tabTo(found);
      await this.page.keyboard.press('Control+a');
      await this.page.keyboard.type(text);
    } else {
      await found.fill(text);
    }
  }

  /** Sends the form in which a field stands. */
  async send(field) {
    const before = this.page.url();
    if (this.keys) await this.page.locator(field).first().press('Enter');
    else await this.press(this.page.locator(field).first().locator('xpath=ancestor::form').locator('button[type=submit]'));
    await this.page.waitForURL((url) => url.href !== before);
    await this.arrived();
  }

  async choose(selector, value) {
    const found = await this.see(selector);
    if (!this.keys) {
      await found.selectOption(value);
      return;
    }
    await this.tabTo(found);
    const options = await found.locator('option').count();
    for (let press = 0; press < options && (await found.inputValue()) !== value; press += 1) {
      await this.page.keyboard.press('ArrowDown');
    }
    if ((await found.inputValue()) !== value) throw new Error(`keys do not reach "${value}" in ${selector}`);
  }

  /** Opens a `details` if it is closed. */
  async unfold(selector) {
    const found = await this.see(selector);
    if (!(await found.evaluate((node) => node.open))) await this.press(found.locator('summary').first());
  }

  /** Takes a file; its bytes. */
  async take(selector) {
    const found = await this.see(selector);
    const coming = this.page.waitForEvent('download');
    await this.press(found);
    return readFile(await (await coming).path());
  }

  /** Takes a file that must say where each line comes from. */
  async takeCited(selector) {
    const text = (await this.take(selector)).toString('utf8');
    if (!/\bL\d+/.test(text)) throw new Error(`no lines of a source in the file of ${selector}`);
    if (!/mil-report-2025|guide-(kk|en)|apk-club-article|project-ap23488744/.test(text)) {
      throw new Error(`no source in the file of ${selector}`);
    }
    return text;
  }

  async leave() {
    await this.context.close();
    return this.faults;
  }
}
