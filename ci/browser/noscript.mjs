// With JavaScript off nothing is lost but play: every word that stands in a page can be seen, or unfolded; what the course makes by script
// has a complete form without it, and so have the contents.

// The parts that come alive by script, and what of them must be there without it.
const STATIC = {
  lab: 'svg',
  quiz: 'details',
  exercise: 'code',
  timeline: 'svg',
};

export function withoutScript(browser) {
  return browser.site.pages.filter(page => page !== 'print.html').map(page => async () => {
    const { tab, problem, close } = await browser.open(page, { script: false, from: page === '404.html' ? 'server' : 'disk' });
    const { hidden, bare } = await tab.evaluate(parts => {
      const name = element => `${element.tagName.toLowerCase()}${[...element.classList].map(word => `.${word}`).join('')} "${element.textContent.trim().slice(0, 40)}"`;
      for (const fold of document.querySelectorAll('main details')) fold.open = true;
      const words = element => [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
      const seen = element => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
      const hidden = [...document.querySelectorAll('main *:not(script, style, template, template *, svg *)')].filter(element => words(element) && !seen(element));
      const bare = Object.entries(parts).flatMap(([part, must]) =>
        [...document.querySelectorAll(`main .${part}`)].filter(element => ![...element.querySelectorAll(must)].some(seen)).map(element => [part, must, name(element)]));
      return { hidden: hidden.slice(0, 5).map(name), bare };
    }, STATIC);
    const contents = tab.frames().find(frame => frame.url().endsWith('/toc.html')); // the list beside the page is a frame then
    const links = (await contents?.locator('a[href]:visible').count()) ?? 0;
    if (links < browser.site.pages.length / 2) problem(`the contents beside the page have ${links} links`, 'toc.html');
    for (const place of hidden) problem('words that nobody can see', place);
    for (const [part, must, place] of bare) problem(`a ${part} without a visible <${must}>`, place);
    await close();
  });
}
