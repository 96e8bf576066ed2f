// The built book as the checks see it: its pages by name, and a server of it on this machine. Keeps true: nothing but the book's folder is served.
import { readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.json': 'application/json',
  '.svg': 'image/svg+xml', '.png': 'image/png', '.woff2': 'font/woff2', '.txt': 'text/plain',
};

// Stops the checks: a reason of ours, without a stack.
export class Broken extends Error {}

export class Site {
  constructor(folder) {
    this.folder = folder;
    try {
      this.files = readdirSync(folder, { recursive: true }).filter(file => file.endsWith('.html')).map(file => file.split(sep).join('/'));
    } catch (error) {
      throw new Broken(`${folder} cannot be read (${error.code}): build the book first, cargo book build`);
    }
    // What a reader opens. toc.html is the list of contents for pages without JavaScript, a frame and no page.
    this.pages = this.files.filter(file => file !== 'toc.html').sort();
    if (this.pages.length === 0) throw new Broken(`${folder} has no page: build the book first, cargo book build`);
  }

  text(file) {
    return readFileSync(join(this.folder, file), 'utf8');
  }

  // The pages on which an element of this class stands. That there is none is no reason to be content: it may be called otherwise now.
  having(name) {
    const element = new RegExp(`<[a-z]+ [^>]*class="([^"]* )?${name}[ "]`);
    const pages = this.pages.filter(page => page !== 'print.html' && element.test(this.text(page)));
    if (pages.length === 0) throw new Broken(`no page has an element of class "${name}", so none was checked; ci/browser has to know its new name`);
    return pages;
  }

  onDisk(page) {
    return pathToFileURL(join(this.folder, page)).href;
  }

  served(page) {
    return this.address + page;
  }

  // From now on `served` has an address.
  async serve() {
    this.server = createServer((request, answer) => {
      const path = decodeURIComponent(new URL(request.url, 'http://book').pathname); // URL has resolved every `..`
      try {
        const body = readFileSync(join(this.folder, path));
        answer.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' }).end(body);
      } catch {
        answer.writeHead(404).end();
      }
    });
    await new Promise(ready => this.server.listen(0, '127.0.0.1', ready));
    this.address = `http://127.0.0.1:${this.server.address().port}/`;
  }

  close() {
    this.server?.close();
  }
}
