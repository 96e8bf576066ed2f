// One browser for all checks. Keeps true: wherever a page is opened, an error in the console, a file that is missing and a request that
// leaves the book are problems. A page begins with empty storage and an empty cache.
import { chromium } from 'playwright-core';

// What does not come within this time, in milliseconds, does not come. A busy machine is slow.
export const PATIENCE = 20_000;
export const THEMES = ['light', 'rust', 'coal', 'navy', 'ayu'];

// A browser that asks nobody anything by itself.
const ARGUMENTS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

export class Browser {
  static async start(site, problems) {
    const self = new Browser();
    Object.assign(self, { site, problems, free: new Map() });
    self.program = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ARGUMENTS });
    return self;
  }

  // Opens a page and gives { tab, problem, how, reload, close }. From 'disk' is what a reader does who double-clicks the file.
  // A tab is used again for the next page that is opened in the same way: to make one costs twice as much as to load a page in it.
  async open(page, { from = 'server', width = 1280, script = true } = {}) {
    const way = JSON.stringify({ from, width, script });
    const seat = this.free.get(way)?.pop() ?? (await this.#newSeat({ width, script }));
    const { tab } = seat;
    let how = [THEMES[0], from === 'disk' && 'from disk', !script && 'without JavaScript'].filter(Boolean).join(', ');
    const problem = (what, where) => this.problems.add(page, how, what, where);
    seat.load = { problem };
    await tab.setViewportSize({ width, height: 900 }); // whoever had it before may have made it narrow
    await tab.goto(from === 'disk' ? this.site.onDisk(page) : this.site.served(page));
    const reload = () => {
      seat.load = { problem };
      return tab.reload();
    };
    const close = async () => {
      seat.load = null;
      await tab.goto('about:blank');
      await this.#empty(seat);
      if (!this.free.has(way)) this.free.set(way, []);
      this.free.get(way).push(seat);
    };
    return { tab, problem, how: way => (how = way), reload, close };
  }

  async #newSeat({ width, script }) {
    const context = await this.program.newContext({ viewport: { width, height: 900 }, reducedMotion: 'reduce', javaScriptEnabled: script });
    await context.addInitScript(theme => {
      window.print = () => {}; // print.html opens the dialogue by itself
      try {
        localStorage.setItem('mdbook-theme', theme);
      } catch { /* the frame of a page from the disk has no storage */ }
    }, THEMES[0]);
    const tab = await context.newPage();
    const tools = await context.newCDPSession(tab);
    await tools.send('Network.setCacheDisabled', { cacheDisabled: true });
    const seat = { tab, tools, load: null };
    const problem = (what, where) => seat.load?.problem(what, where);
    // What is still under way when a page is left or loaded again (its icon, a font) is aborted, which is nobody's fault, and may be told late.
    // An icon may even be asked for after its page was left, by the blank one that comes next.
    const askedBy = new WeakMap();
    const betweenPages = () => tab.url() === 'about:blank';
    const homes = [this.site.onDisk(''), this.site.served('')];
    tab.on('request', request => {
      askedBy.set(request, betweenPages() && !request.isNavigationRequest() ? null : seat.load);
      if (!/^(data|blob|about):/.test(request.url()) && !homes.some(home => request.url().startsWith(home))) problem('asks for something outside the book', request.url());
    });
    tab.on('response', response => response.status() >= 400 && problem(`answer ${response.status()}`, response.url()));
    tab.on('requestfailed', request => {
      const why = request.failure()?.errorText;
      if (askedBy.get(request) === seat.load && why !== 'net::ERR_ABORTED') problem(`cannot be loaded: ${why}`, request.url());
    });
    tab.on('pageerror', error => problem(`error in a script: ${error.message}`, error.stack?.split('\n')[1]?.trim()));
    tab.on('console', message => message.type() === 'error' && message.location().url !== 'about:blank' && problem(`error in the console: ${message.text()}`, message.location().url));
    tab.on('console', message => message.text().startsWith('Could not find the language') && problem(message.text(), 'book/theme/highlight.js has only what the book uses'));
    return seat;
  }

  // No page of the book is open in it now, so none can write its storage.
  async #empty({ tools }) {
    for (const origin of [new URL(this.site.served('')).origin, 'file://']) {
      await tools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'local_storage' });
    }
  }

  close() {
    return this.program.close();
  }
}

// Runs the jobs, two at a time: the browser draws each tab in a process of its own.
export async function twoAtATime(jobs) {
  const queue = [...jobs];
  const worker = async () => {
    for (let job = queue.shift(); job; job = queue.shift()) await job();
  };
  await Promise.all([worker(), worker()]);
}
