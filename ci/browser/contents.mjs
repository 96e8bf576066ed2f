// The contents of the book: by keyboard they are shown and put away, beside the page on a wide screen and in its place on a phone; a name leads to its page.
import { PATIENCE } from './browser.mjs';
import { usable } from './look.mjs';

const WIDTHS = [1280, 390]; // px: there when the page loads, and put away

export function contents(browser) {
  return WIDTHS.map(width => async () => {
    const { tab, problem, close } = await browser.open('index.html', { width });
    tab.setDefaultTimeout(PATIENCE);
    const [list, button] = [tab.locator('#mdbook-sidebar'), tab.locator('#mdbook-menu-bar').getByRole('button', { name: 'Table of Contents' })];
    const seen = () => list.evaluate(list => {
      const box = list.getBoundingClientRect();
      return box.width > 0 && box.right > 0 && box.left >= 0;
    });
    const at = `${width} px wide`;
    for (const place of await tab.evaluate(moving)) problem('moves, though the reader has asked for less motion', place);
    try {
      const first = width > 1080;
      if ((await seen()) !== first) problem(`the contents are ${first ? 'not there' : 'in the way'} when the page has loaded`, at);
      if (first) await button.press('Enter');
      if (await seen()) problem('the contents stay when they are put away', at);
      await button.press('Enter');
      if (!(await seen())) problem('the contents do not come when they are asked for', at);
      await usable(tab, problem);
      const link = list.locator('a[href$=".html"]:not(.active)').first();
      const address = await link.evaluate(link => link.href);
      await link.press('Enter');
      await tab.waitForURL(address);
    } catch (error) {
      problem(`the contents cannot be used: ${error.message.split('\n')[0]}`, at);
    }
    await close();
  });
}

// Runs in the page: what would not stand still. The rule against it is one for all pages.
function moving() {
  const moves = element => {
    const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(element);
    return animationName !== 'none' || scrollBehavior === 'smooth' || transitionDuration.split(', ').some(time => parseFloat(time) > 0);
  };
  return [...document.querySelectorAll('*')].filter(moves).slice(0, 3).map(element => [element.tagName.toLowerCase(), ...element.classList].join('.'));
}
