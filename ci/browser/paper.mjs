// On paper nothing is lost: every answer stands there, each lab has its maps, what is wide is not cut off, and a dark theme is dark on white.
import { PATIENCE } from './browser.mjs';

const PAPER = 643; // px: A4 without its margins

// print.html, which has all pages; and one page with a lab and a quiz that a reader prints as it is.
export function onPaper(browser) {
  const quizzes = browser.site.having('quiz');
  const live = browser.site.having('lab').filter(page => quizzes.includes(page)).slice(0, 1);
  return ['print.html', ...live].filter(page => browser.site.pages.includes(page)).map(page => async () => {
    const { tab, problem, how, close } = await browser.open(page, { from: 'disk', width: PAPER });
    tab.setDefaultTimeout(3 * PATIENCE); // all pages on one take their time
    how('navy, on paper');
    await tab.evaluate(() => document.documentElement.classList.replace('light', 'navy'));
    await tab.emulateMedia({ media: 'print' });
    for (const [what, places] of Object.entries(await tab.evaluate(lost))) for (const place of places.slice(0, 5)) problem(what, place);
    await tab.emulateMedia({ media: null });
    await close();
  });
}

// Runs in the page.
function lost() {
  const name = element => element.tagName.toLowerCase() + [...element.classList].map(word => `.${word}`).join('') + ` "${element.textContent.trim().slice(0, 40)}"`;
  const seen = element => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const words = element => [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
  // What a script has made of a lab or a quiz is for the screen.
  const made = '.lab-live, .quiz-live, .quiz-buttons, .course-tick';
  const all = [...document.querySelectorAll('main *:not(script, style, template, template *, svg *)')].filter(element => !element.closest(made));
  const spoken = all.filter(words);
  const edge = document.documentElement.clientWidth + 1;
  const cut = element => element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX !== 'visible' && getComputedStyle(element).display !== 'inline';
  const right = element => { // of its words, which may be wider than its box
    const box = element.getBoundingClientRect();
    return Math.max(box.right, box.left + element.scrollWidth);
  };
  const light = element => {
    const { color } = getComputedStyle(element), most = color.startsWith('rgb') ? 255 : 1; // a mixed colour is color(srgb 0.1 0.2 0.3)
    const [red, green, blue] = color.match(/[\d.]+/g).map(part => part / most);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.6;
  };
  return {
    'words that nobody can see on paper': spoken.filter(element => !seen(element)).map(name),
    'a drawing that nobody can see on paper': [...document.querySelectorAll('main :is(.lab-static, .timeline, .terminal) svg')].filter(svg => !seen(svg)).map(svg => svg.getAttribute('aria-label') ?? name(svg)),
    'what is for the screen stands on paper, too': [...document.querySelectorAll(made)].filter(seen).map(name),
    'cut off at the edge of the paper': spoken.filter(element => right(element) > edge).map(name),
    'cut off in a box that cannot scroll on paper': all.filter(cut).map(name),
    'light letters on white paper': spoken.filter(element => seen(element) && light(element)).map(name),
  };
}
