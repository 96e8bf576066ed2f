// node main.mjs BOOK [PART]: all checks of the built book in BOOK, or those whose title has the words PART; CHROMIUM names the browser. Ends with 1 if there is a problem.
import { resolve } from 'node:path';
import { Browser, twoAtATime } from './browser.mjs';
import { contents } from './contents.mjs';
import { labs } from './labs.mjs';
import { looks } from './look.mjs';
import { withoutScript } from './noscript.mjs';
import { onPaper } from './paper.mjs';
import { Problems } from './problems.mjs';
import { progress, quizzes } from './quizzes.mjs';
import { searches } from './search.mjs';
import { Broken, Site } from './site.mjs';
import { htmlValidate, nu } from './validity.mjs';

async function check(folder, only) {
  const site = new Site(resolve(folder));
  const problems = new Problems();
  let parts = 0;
  const part = async (title, jobs) => {
    if (only && !title.includes(only)) return;
    parts++;
    const [start, before] = [Date.now(), problems.count];
    try {
      await jobs();
      if (problems.count > before) {
        // A machine that stands still for a moment is no fault of the book. What is found on a page twice is one.
        problems.print(before);
        const pages = problems.forget(before);
        console.log(`${title}: once more, since there were problems on ${[...pages].join(', ')}`);
        await jobs();
        problems.onlyOn(pages, before);
      }
    } finally {
      console.log(`${title}: ${problems.count - before} problems, ${Math.round((Date.now() - start) / 1000)} s`);
      problems.print(before); // now, and not at the end, which a browser that dies does not reach
    }
  };
  const tabs = jobs => () => twoAtATime(jobs);

  let browser;
  try {
    await site.serve();
    browser = await Browser.start(site, problems);
    await part(`${site.pages.length} pages looked at`, tabs(looks(browser)));
    await part('without JavaScript', tabs(withoutScript(browser)));
    await part('on paper', tabs(onPaper(browser)));
    await part(`quizzes on ${site.having('quiz').length} pages`, tabs([...quizzes(browser), ...progress(browser)]));
    await part(`labs on ${site.having('lab').length} pages`, tabs(labs(browser)));
    await part('search', tabs(searches(browser)));
    await part('contents', tabs(contents(browser)));
  } finally {
    await browser?.close(); // a server that listens keeps this program alive, and so does a browser
    site.close();
  }
  await part(`html-validate, ${site.files.length} files`, () => htmlValidate(site, problems));
  let java = true;
  await part('vnu', async () => (java = await nu(site, problems)));
  if (!java) console.log('SKIPPED vnu: java is not installed (on Debian: apt install default-jre-headless)');

  if (parts === 0) throw new Broken(`no part has “${only}” in its title, so nothing was checked`);
  console.log(`\nbook in the browser: ${problems.count} problems`);
  return problems.count === 0;
}

// A browser that hangs must not keep whoever waits for these checks.
const LONGEST = 25 * 60_000;
setTimeout(() => {
  console.error(`browser checks: not done after ${LONGEST / 60_000} minutes, so nothing is decided; run them again on a machine that is not busy`);
  process.exit(1);
}, LONGEST).unref();

try {
  process.exitCode = (await check(...process.argv.slice(2))) ? 0 : 1;
} catch (error) {
  console.error(error instanceof Broken ? `browser checks: ${error.message}` : error);
  process.exitCode = 1;
}
