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
    Object.assign(self, { site, problems });
    self.program = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ARGUMENTS });
    return self;
  }

  // Opens a page and gives { tab, how, problem, close }. From 'disk' is what a reader does who double-clicks the file.
  async open(page, { theme = 'light', from = 'server', width = 1280, script = true } = {}) {
    const context = await this.program.newContext({ viewport: { width, height: 900 }, reducedMotion: 'reduce', javaScriptEnabled: script });
    await context.addInitScript(theme => {
      window.print = () => {}; // print.html opens the dialogue by itself
      try {
        localStorage.setItem('mdbook-theme', theme);
      } catch { /* the frame of a page from the disk has no storage */ }
    }, theme);
    const tab = await context.newPage();
    const how = [theme, from === 'disk' && 'from disk', !script && 'without JavaScript'].filter(Boolean).join(', ');
    const problem = (what, where) => this.problems.add(page, how, what, where);
    const address = from === 'disk' ? this.site.onDisk(page) : this.site.served(page);
    const homes = [this.site.onDisk(''), this.site.served('')];
    tab.on('request', request => {
      if (!/^(data|blob|about):/.test(request.url()) && !homes.some(home => request.url().startsWith(home))) problem('asks for something outside the book', request.url());
    });
    tab.on('response', response => response.status() >= 400 && problem(`answer ${response.status()}`, response.url()));
    tab.on('requestfailed', request => problem(`cannot be loaded: ${request.failure()?.errorText}`, request.url()));
    tab.on('pageerror', error => problem(`error in a script: ${error.message}`, error.stack?.split('\n')[1]?.trim()));
    tab.on('console', message => message.type() === 'error' && problem(`error in the console: ${message.text()}`, message.location().url));
    tab.on('console', message => message.text().startsWith('Could not find the language') && problem(message.text(), 'book/theme/highlight.js has only what the book uses'));
    await tab.goto(address);
    return { tab, how, problem, close: () => context.close() };
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
