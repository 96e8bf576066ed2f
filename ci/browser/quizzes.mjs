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
      await forgotten(tab, id);
      if ((await rightOnes(quiz(tab, id))).length > 1) {
        await ticked(quiz(tab, id), (await rightOnes(quiz(tab, id))).slice(1));
        const verdict = await quiz(tab, id).getByRole('status').innerText();
        if (!verdict.includes('✗ Not quite.') || !verdict.includes('it is not all')) problem(`a part of the answer is taken for all of it: "${verdict.slice(0, 60)}"`, id);
        await forgotten(tab, id);
      }
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

// The page of what is done, from the disk: it counts what was read, solved and answered elsewhere, leads to what is asked again and back, and forgets all
// when it is asked to; what is mdBook's stays.
export function progress(browser) {
  const { site } = browser;
  const page = site.having('exercise').find(page => page.includes('/') && site.having('quiz').includes(page));
  if (!page || !site.pages.includes(PROGRESS)) return [];
  return [async () => {
    const { tab, problem, close } = await browser.open(page, { from: 'disk' });
    tab.setDefaultTimeout(PATIENCE);
    tab.once('dialog', dialog => dialog.accept());
    await attempt(problem, 'what is done', async () => {
      const id = await tab.locator('.quiz:not([data-again])').first().getAttribute('data-quiz');
      const exercise = await tab.locator('main [data-exercise]').first().getAttribute('data-exercise');
      await tab.getByRole('button', { name: 'I have read this page' }).press('Enter');
      await tab.getByRole('button', { name: `I have solved ${exercise}` }).press('Enter');
      await answered(tab, id, false, problem);
      const marks = [['read', page.replace('.html', '.md'), 'done'], ['exercise', exercise, 'done'], ['quiz', id, 'wrong']];
      const told = async (mark, state) => {
        const label = await tab.locator(`.mark[data-kind="${mark[0]}"][data-id="${mark[1]}"]`).getAttribute('aria-label');
        if (!label.includes(`: ${state}`)) problem(`the page of what is done says "${label}", and it is ${state}`, mark.join(' '));
      };
      await tab.goto(site.onDisk(PROGRESS));
      for (const mark of marks) await told(mark, mark[2]);
      await tab.getByRole('button', { name: 'Ask me again' }).press('Enter');
      await led(tab, `${page}#again-${id}`, '“Ask me again”');
      await quiz(tab, id).getByText('Once more').waitFor();
      await answered(tab, id, true, problem);
      await tab.keyboard.press('Enter'); // the focus is on the way back
      await led(tab, PROGRESS, 'the way back from the last question');
      await tab.getByRole('button', { name: 'Forget all' }).press('Enter');
      const left = await tab.evaluate(() => Object.keys(localStorage));
      if (left.some(key => key.startsWith('unlocked:'))) problem('something is remembered after all was to be forgotten', left.join(', '));
      if (!left.includes('mdbook-theme')) problem('the theme is forgotten, too');
      for (const mark of marks) await told(mark, 'open');
    });
    await close();
  }];
}

const quiz = (tab, id, kind = ':not([data-again])') => tab.locator(`.quiz[data-quiz="${id}"]${kind}`).first();

async function led(tab, address, what) {
  await tab.waitForURL(`**/${address}`).catch(() => {
    throw new Error(`${what} leads to ${tab.url().split('/').slice(-2).join('/')}, and not to ${address}`);
  });
}

const rightOnes = asked => asked.locator('.quiz-verdicts > li').evaluateAll(all => all.flatMap((verdict, at) => (verdict.dataset.right === 'true' ? [at] : [])));
const forgotten = (tab, id) => quiz(tab, id).getByRole('button', { name: 'Forget' }).press('Enter');
// Of the last choice that is wrong: the number, and the idea behind it.
const lastWrong = asked => asked.locator('.quiz-verdicts > li').evaluateAll(all => {
  const at = all.findLastIndex(verdict => verdict.dataset.right !== 'true');
  return [at, all[at].querySelector('q').textContent.trim()];
});

async function ticked(asked, choices) {
  for (const at of choices) await asked.locator('input').nth(at).press('Space');
  await asked.getByRole('button', { name: 'Check' }).press('Enter');
}

// Ticks all right choices, or one wrong one, with the keys that a reader has, and reads the verdict.
async function answered(tab, id, rightly, problem, kind) {
  const asked = quiz(tab, id, kind);
  await ticked(asked, rightly ? await rightOnes(asked) : (await lastWrong(asked)).slice(0, 1));
  await remembered(tab, id, rightly, problem, kind);
}

async function remembered(tab, id, rightly, problem, kind) {
  const status = quiz(tab, id, kind).getByRole('status');
  const verdict = await status.innerText();
  if (!verdict.includes(rightly ? '✓ Right.' : '✗ Not quite.')) problem(`a ${rightly ? 'right' : 'wrong'} answer is not told as such: "${verdict.slice(0, 60)}"`, id);
  if (rightly) return;
  const [, idea] = await lastWrong(quiz(tab, id, kind));
  const told = await status.locator('q').evaluateAll(all => all.map(idea => idea.textContent.trim()));
  if (told.join() !== idea) problem(`a wrong answer is told with "${told.join()}", and the idea behind it is "${idea}"`, id);
}

// A step that cannot be made is a problem of the page, and the other steps go on.
export async function attempt(problem, place, steps) {
  try {
    await steps();
  } catch (error) {
    problem(`cannot be played: ${error.message.split('\n')[0]}`, place);
  }
}
