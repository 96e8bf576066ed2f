// The files are valid HTML: by html-validate's standard rules, and by the Nu checker of the W3C, which needs Java.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';
import { HtmlValidate } from 'html-validate';

// mdBook 0.5.4 ends an item of the contents twice before a line between parts. It writes this list itself, and no template can change it;
// a browser reads over an end that ends nothing.
const OF_MDBOOK = ["Stray end tag '</li>'", 'No “li” element in scope but a “li” end tag seen.'];
const known = (file, message) => file === 'toc.html' && OF_MDBOOK.includes(message);

export async function htmlValidate(site, problems) {
  const validator = new HtmlValidate({ root: true, extends: ['html-validate:standard'] });
  for (const file of site.files) {
    const { results } = await validator.validateFile(join(site.folder, file));
    for (const { ruleId, message, line, column, selector } of results.flatMap(result => result.messages)) {
      if (!known(file, message)) problems.add(file, 'html-validate', `${ruleId}: ${message}`, `${line}:${column} ${selector ?? ''}`);
    }
  }
}

// Whether it ran: without Java it cannot.
export async function nu(site, problems) {
  const jar = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar');
  const { code, said } = await run('java', ['-Xss1m', '-jar', jar, '--errors-only', '--format', 'json', '--skip-non-html', site.folder]);
  if (code === 'ENOENT') return false;
  let messages;
  try {
    ({ messages } = JSON.parse(said));
  } catch {
    problems.add('all pages', 'vnu', `the Nu checker ended with ${code}`, said.slice(0, 300));
    return true;
  }
  for (const { url, message, lastLine, lastColumn, extract } of messages) {
    const file = relative(site.folder, decodeURIComponent(new URL(url).pathname)).split(sep).join('/');
    if (!known(file, message)) problems.add(file, 'vnu', message, `${lastLine}:${lastColumn} ${extract?.replace(/\s+/g, ' ') ?? ''}`);
  }
  return true;
}

// vnu writes what it has found to stderr.
function run(program, words) {
  return new Promise(done => {
    const child = spawn(program, words, { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', text => (said += text));
    child.on('error', error => done({ code: error.code, said }));
    child.on('close', code => done({ code, said }));
  });
}
