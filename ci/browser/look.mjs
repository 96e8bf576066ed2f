// What every page must be in every theme: usable by everybody (axe-core), no wider than a phone, and light enough for a shared Wi-Fi.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { THEMES } from './browser.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const FIRST_LOAD = 600 * 1024; // bytes, not compressed
const PHONE = 390; // px

// Jobs: each page in light from a server and in navy from the disk, pages with a lab in the other themes, too. The longest page comes first.
export function looks(browser) {
  const { site } = browser;
  const labs = new Set(site.having('lab'));
  const pages = [...site.pages].sort((a, b) => site.text(b).length - site.text(a).length);
  return pages.flatMap(page => THEMES.filter(theme => ['light', 'navy'].includes(theme) || labs.has(page)).map(theme => () => look(browser, page, theme)));
}

async function look(browser, page, theme) {
  const from = theme === 'light' || page === '404.html' ? 'server' : 'disk'; // only a server shows the page for what is not there
  const { tab, problem, close } = await browser.open(page, { theme, from });
  const set = await tab.evaluate(() => document.documentElement.className);
  if (!set.split(' ').includes(theme)) problem(`the page does not take the theme ${theme}`, `<html class="${set}">`);
  // print.html is the whole book on one page: nobody loads it first.
  if (theme === 'light' && page !== 'print.html') await weigh(tab, problem);
  await usable(tab, problem);
  if (theme === 'navy') {
    await tab.setViewportSize({ width: PHONE, height: 844 });
    await tab.reload(); // the contents stay open otherwise, as on a wide screen
    await narrow(tab, problem);
  }
  await close();
}

export async function usable(tab, problem) {
  await tab.evaluate(AXE);
  const violations = await tab.evaluate(async values => {
    // No preload: axe would load the style sheets again, which a page from the disk may not.
    const found = await axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'], preload: false });
    return found.violations.map(({ id, help, nodes }) => ({ id, help, places: nodes.map(node => [node.target.join(' '), node.any[0]?.message]) }));
  }, RULES);
  for (const { id, help, places } of violations) {
    for (const [place, message] of places) problem(`axe ${id}: ${message ?? help}`, place);
  }
}

async function weigh(tab, problem) {
  const loads = await tab.evaluate(() => ['navigation', 'resource'].flatMap(kind => performance.getEntriesByType(kind)).map(load => [load.transferSize, load.name]));
  const sum = loads.reduce((sum, [size]) => sum + size, 0);
  const heaviest = loads.sort((a, b) => b[0] - a[0]).slice(0, 4).map(([size, name]) => `${name.split('/').pop()} ${kib(size)}`);
  if (sum === 0) problem('the browser does not say how much the page loads, so its weight was not checked');
  if (sum > FIRST_LOAD) problem(`the first load of the page is ${kib(sum)}; at most ${kib(FIRST_LOAD)}`, heaviest.join(', '));
}

const kib = bytes => `${Math.round(bytes / 1024)} KiB`;

// What is wide scrolls inside itself. What is cut off by `overflow: hidden` is lost, so that does not count.
async function narrow(tab, problem) {
  const { over, wide } = await tab.evaluate(() => {
    const root = document.documentElement;
    const scrolls = element => ['auto', 'scroll'].includes(getComputedStyle(element).overflowX);
    const inside = element => { for (let up = element.parentElement; up && up.tagName !== 'MAIN'; up = up.parentElement) if (scrolls(up)) return true; };
    const sticksOut = element => {
      const box = element.getBoundingClientRect();
      return box.right > root.clientWidth + 1 && box.width > 1 && element.checkVisibility({ visibilityProperty: true });
    };
    const name = element => element.tagName.toLowerCase() + [...element.classList].map(word => `.${word}`).join('') + ` "${element.textContent.trim().slice(0, 40)}"`;
    const wide = [...document.querySelectorAll('main *:not(svg *)')].filter(element => sticksOut(element) && !inside(element));
    return { over: root.scrollWidth - root.clientWidth, wide: wide.slice(0, 3).map(name) };
  });
  if (over > 0) problem(`${over} px wider than a screen of ${PHONE} px`, wide[0]);
  for (const element of wide) problem(`sticks out of a screen of ${PHONE} px`, element);
}
