// What every page must be in every theme: usable by everybody (axe-core), no wider than a phone, and light enough for a shared Wi-Fi.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { THEMES } from './browser.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
export const COLOURS = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };
const FIRST_LOAD = 600 * 1024; // bytes, not compressed
const PHONE = 390; // px
const CONTRAST = 4.5; // to 1

// Jobs, the longest page first: each page from a server in light, then in navy, pages with a lab in the other themes, too; then on a phone from the disk.
// But for print.html, which paper.mjs looks at.
export function looks(browser) {
  const { site } = browser;
  const labs = new Set(site.having('lab'));
  const pages = site.pages.filter(page => page !== 'print.html').sort((a, b) => site.text(b).length - site.text(a).length);
  return pages.map(page => () => look(browser, page, THEMES.filter(theme => ['light', 'navy'].includes(theme) || labs.has(page))));
}

async function look(browser, page, [first, ...others]) {
  const { tab, problem, how, close } = await browser.open(page);
  await weigh(tab, problem);
  await themed(tab, first, problem);
  await usable(tab, problem);
  await drawn(tab, problem);
  for (const theme of others) {
    how(theme);
    // As a reader changes it, who reads on.
    await tab.evaluate(theme => document.getElementById(`mdbook-theme-${theme}`).click(), theme);
    await themed(tab, theme, problem);
    await usable(tab, problem, COLOURS); // the rest does not depend on the theme
    await drawn(tab, problem);
  }
  await close();
  const phone = await browser.open(page, { from: page === '404.html' ? 'server' : 'disk', width: PHONE }); // only a server shows the page for what is not there
  await narrow(phone.tab, phone.problem);
  await phone.close();
}

async function themed(tab, theme, problem) {
  const set = await tab.evaluate(() => document.documentElement.className);
  if (!set.split(' ').includes(theme)) problem(`the page does not take the theme ${theme}`, `<html class="${set}">`);
}

export async function usable(tab, problem, rules = RULES) {
  if (!(await tab.evaluate(() => 'axe' in window))) {
    await tab.evaluate(AXE);
    // The shadows at the edges of what scrolls. They are behind its text, and axe does not decide what contrast text has on a picture.
    await tab.addStyleTag({ content: 'main * { background-image: none !important; }' });
  }
  const violations = await tab.evaluate(async runOnly => {
    // No preload: axe would load the style sheets again, which a page from the disk may not.
    const found = await axe.run(document, { runOnly, resultTypes: ['violations'], preload: false });
    return found.violations.map(({ id, help, nodes }) => ({ id, help, places: nodes.map(node => [node.target.join(' '), node.any[0]?.message]) }));
  }, rules);
  for (const { id, help, places } of violations) {
    for (const [place, message] of places) problem(`axe ${id}: ${message ?? help}`, place);
  }
}

// What axe does not look at: the text of our drawings against what they stand on. A picture of a terminal brings its own colours.
async function drawn(tab, problem) {
  const faint = await tab.evaluate(least => {
    const pen = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const mixed = colours => {
      pen.clearRect(0, 0, 1, 1);
      for (const colour of colours) {
        pen.fillStyle = colour;
        pen.fillRect(0, 0, 1, 1);
      }
      return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const light = rgb => rgb.map(part => part / 255).map(part => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
      .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
    const contrast = (one, other) => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    const grounds = element => (element ? [...grounds(element.parentElement), getComputedStyle(element).backgroundColor] : ['white']);
    const texts = [...document.querySelectorAll('main svg:not(.terminal *) text')].filter(text => text.textContent.trim() && text.checkVisibility());
    return texts.map(text => {
      const bar = text.matches('.holder') ? [getComputedStyle(text.previousElementSibling).fill] : []; // a name stands in its bar
      const ground = [...grounds(text), ...bar];
      return [contrast(light(mixed(ground)), light(mixed([...ground, getComputedStyle(text).fill]))), `${text.closest('figure, .lab')?.className ?? 'svg'} text "${text.textContent.trim()}"`];
    }).filter(([found]) => found < least);
  }, CONTRAST);
  for (const [found, place] of faint.slice(0, 3)) problem(`the text of a drawing has a contrast of ${found.toFixed(2)}; at least ${CONTRAST}`, place);
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
