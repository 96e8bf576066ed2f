// The search finds what the book is about, from a server and from the disk: a word of two is typed, and the first result is opened.
import { PATIENCE } from './browser.mjs';

const WORDS = 'switch interval';

export function searches(browser) {
  return ['server', 'disk'].map(from => async () => {
    const { tab, problem, close } = await browser.open('index.html', { from });
    tab.setDefaultTimeout(PATIENCE);
    try {
      await tab.keyboard.press('s');
      await tab.locator('#mdbook-searchbar').pressSequentially(WORDS); // key by key: mdBook listens to keys
      const first = tab.locator('#mdbook-searchresults a').first();
      await first.waitFor();
      await first.click();
      await tab.waitForLoadState('load');
      const text = await tab.locator('main').innerText();
      if (!text.toLowerCase().includes(WORDS)) problem(`the first result for '${WORDS}' does not have these words`, tab.url());
    } catch (error) {
      problem(`the search does not find '${WORDS}'`, error.message.split('\n')[0]);
    }
    await close();
  });
}
