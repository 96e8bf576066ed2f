// Each quiz is answered by keyboard, wrongly and rightly; the first try is still there after a reload; one answer can be forgotten, and all of them.
// What was answered to other choices, in an older edition of the book, is not shown as an answer to these.
import { PATIENCE } from './browser.mjs';
import { COLOURS, usable } from './look.mjs';

const PROGRESS = 'what-you-have-done.html';

export function quizzes(browser) {
  return browser.site.having('quiz').filter(page => page !== PROGRESS).map(page => async () => {
    const { tab, problem, reload, close } = await browser.open(page);
    tab.setDefaultTimeout(PATIENCE);
    const asked = await tab.locator('.quiz:not([data-again])').evaluateAll(all => all.map(quiz => quiz.dataset.quiz));
    const each = step => asked.reduce((before, id) => before.then(() => attempt(problem, id, () => step(id))), Promise.resolve());
    await tab.evaluate(ids => ids.forEach(id => localStorage.setItem(`unlocked:quiz:${id}`, '{"ticked":["?"],"right":true,"on":"2026-01-01"}')), asked);
    await reload();
    await each(id => answered(tab, id, false, problem));
    await reload();
    await each(async id => {
      await remembered(tab, id, false, problem);
      await quiz(tab, id).getByRole('button', { name: 'Forget' }).press('Enter');
      await answered(tab, id, true, problem);
    });
    await usable(tab, problem, COLOURS); // with the answers shown; the form was looked at with the page
    await reload();
    await each(id => remembered(tab, id, true, problem));
    for (const id of await tab.locator('.quiz[data-again]').evaluateAll(all => all.map(quiz => quiz.dataset.quiz))) {
      await attempt(problem, id, () => answered(tab, id, true, problem, '[data-again]'));
    }
    await close();
  });
}

// The page of what is done: it counts an answer, and forgets all when it is asked to; what is mdBook's stays.
export function progress(browser) {
  if (!browser.site.pages.includes(PROGRESS)) return [];
  return [async () => {
    const { tab, problem, reload, close } = await browser.open(PROGRESS);
    tab.setDefaultTimeout(PATIENCE);
    tab.once('dialog', dialog => dialog.accept());
    await attempt(problem, 'forget all', async () => {
      const first = tab.locator('.mark[data-kind="quiz"]').first();
      const id = await first.getAttribute('data-id');
      await tab.evaluate(id => localStorage.setItem(`unlocked:quiz:${id}`, '{"ticked":["?"],"right":true,"on":"2026-01-01"}'), id);
      await reload();
      if (!(await first.getAttribute('aria-label')).includes('done')) problem('an answer is not counted', id);
      await tab.getByRole('button', { name: 'Forget all' }).press('Enter');
      const left = await tab.evaluate(() => Object.keys(localStorage));
      if (left.some(key => key.startsWith('unlocked:'))) problem('something is remembered after all was to be forgotten', left.join(', '));
      if (!left.includes('mdbook-theme')) problem('the theme is forgotten, too');
      if (!(await first.getAttribute('aria-label')).includes('open')) problem('the page still shows what was forgotten', id);
    });
    await close();
  }];
}

const quiz = (tab, id, kind = ':not([data-again])') => tab.locator(`.quiz[data-quiz="${id}"]${kind}`).first();

// Ticks all right choices, or one wrong one, with the keys that a reader has, and reads the verdict.
async function answered(tab, id, rightly, problem, kind) {
  const asked = quiz(tab, id, kind);
  const right = await asked.locator('.quiz-verdicts > li').evaluateAll(all => all.map(verdict => verdict.dataset.right === 'true'));
  const ticks = right.flatMap((yes, at) => (yes === rightly ? [at] : []));
  for (const at of rightly ? ticks : ticks.slice(0, 1)) await asked.locator('input').nth(at).press('Space');
  await asked.getByRole('button', { name: 'Check' }).press('Enter');
  await remembered(tab, id, rightly, problem, kind);
}

async function remembered(tab, id, rightly, problem, kind) {
  const verdict = await quiz(tab, id, kind).getByRole('status').innerText();
  if (!verdict.includes(rightly ? '✓ Right.' : '✗ Not quite.')) problem(`a ${rightly ? 'right' : 'wrong'} answer is not told as such: "${verdict.slice(0, 60)}"`, id);
  if (!rightly && !verdict.includes('You may have thought')) problem('a wrong answer is told without the idea behind it', id);
}

// A step that cannot be made is a problem of the page, and the other steps go on.
export async function attempt(problem, place, steps) {
  try {
    await steps();
  } catch (error) {
    problem(`cannot be played: ${error.message.split('\n')[0]}`, place);
  }
}
