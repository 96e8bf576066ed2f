// Each program of each lab is played by keyboard, from the disk: something is predicted, the shortest way to each end is typed, steps are taken
// back, a mouse makes one, all schedules are tried; after a reload all of it is still there. What must come is searched here, in the data that the
// page brings.
import { PATIENCE } from './browser.mjs';
import { usable } from './look.mjs';
import { attempt } from './quizzes.mjs';

// Where a node of a program keeps where each thread's step leads (-1: nowhere), what that step is, which end it is (-1: none), how many ways
// lead on, and how many of them to a bad end; crate book-tools, labs.
const NEXT = 7, STEP = 9, END = 11, ALL = 12, BAD = 13;
const THREADS = ['a', 'b'];

export function labs(browser) {
  return browser.site.having('lab').map(page => async () => {
    const { tab, problem, reload, close } = await browser.open(page, { from: 'disk' });
    tab.setDefaultTimeout(PATIENCE);
    const all = await programs(tab);
    if (all.length === 0) problem('has a lab without a program');
    for (const program of all) await attempt(problem, `lab ${program.name}, ${program.title}`, () => played(tab, program));
    await usable(tab, problem);
    await reload();
    for (const program of all) await attempt(problem, `lab ${program.name}, ${program.title}`, () => kept(tab, program));
    await tab.setViewportSize({ width: 390, height: 800 });
    for (const program of all) await attempt(problem, `lab ${program.name}, ${program.title}`, () => readable(tab, program));
    await close();
  });
}

async function programs(tab) {
  const labs = await tab.locator('.lab').evaluateAll(all => all.map(lab => [lab.dataset.lab, lab.querySelector('script').textContent]));
  return labs.flatMap(([name, text]) => JSON.parse(text).map((program, index) => ({ ...program, name, index })));
}

// Of a program: to each end the shortest schedule that leads there, how many schedules there are, and how many of them are bad.
function search({ nodes, ends }) {
  const shortest = new Map();
  const seen = new Set();
  for (const queue = [[0, '']]; queue.length > 0;) {
    const [at, word] = queue.shift();
    if (seen.has(at)) continue;
    seen.add(at);
    const end = nodes[at][END];
    if (end >= 0 && !shortest.has(end)) shortest.set(end, word);
    THREADS.forEach((key, thread) => nodes[at][NEXT + thread] >= 0 && queue.push([nodes[at][NEXT + thread], word + key]));
  }
  const counted = new Map();
  const count = at => {
    if (!counted.has(at)) {
      const end = nodes[at][END];
      const ways = THREADS.map((_, thread) => nodes[at][NEXT + thread]).filter(next => next >= 0).map(count);
      counted.set(at, end >= 0 ? [1, Number(ends[end].verdict !== 'right')] : ways.reduce(([a, b], [c, d]) => [a + c, b + d], [0, 0]));
    }
    return counted.get(at);
  };
  const [total, bad] = count(0);
  return { shortest, total, bad };
}

async function played(tab, program) {
  const lab = await chosen(tab, program);
  const { shortest, total, bad } = search(program);
  const truth = program.predict === 'number' ? bad : bad === 0 ? 'none' : bad === total ? 'all' : 'some';
  must(!(await ended(lab)) && (await steps(lab)) === 0, 'the lab does not begin at the start');
  await lab.locator('.lab-run').first().press('a');
  must((await steps(lab)) === 0, 'a step is made before a prediction');
  await predict(lab, program, truth);

  must(shortest.size === program.ends.length, 'the program tells of an end that no schedule reaches');
  for (const [end, word] of shortest) {
    for (const key of word) await tab.keyboard.press(key); // the focus is where the lab has put it
    await shows(lab, program, program.ends[end], word);
    await tab.keyboard.press('u');
    must((await steps(lab)) === word.length - 1 && !(await ended(lab)), 'U does not take the last step back');
    await tab.keyboard.press('r');
    must((await steps(lab)) === 0, 'R does not start again');
  }

  await onTheMap(tab, lab, program);
  await lab.getByRole('button', { name: 'Try them all' }).press('Enter');
  must(program.total === total && program.bad === bad, `the page says ${program.bad} of ${program.total}, its nodes say ${bad} of ${total}`);
  await score(lab, total, bad);
}

// What was found is there after a reload, and so is what was predicted, with the answer.
async function kept(tab, program) {
  const lab = await chosen(tab, program);
  const { total, bad } = search(program);
  await score(lab, total, bad);
  const said = await lab.locator('.lab-guess').innerText();
  must(said.includes(`${bad} of ${total}`), `the truth is not told after all schedules: "${said.slice(0, 80)}"`);
  must(said.includes('You said') === predicts(program), `the prediction is not remembered: "${said.slice(0, 80)}"`);
  must(!predicts(program) || said.includes('✓ Right'), `a right prediction is not told as such: "${said.slice(0, 80)}"`);
}

// On a phone, the numbers of a map have at least this many pixels.
const SMALLEST = 11;

async function readable(tab, program) {
  const lab = await chosen(tab, program);
  const size = await lab.locator('.lab-live .lab-map').evaluate(map => {
    const sizes = [...map.querySelectorAll('text')].map(text => parseFloat(getComputedStyle(text).fontSize));
    return (Math.min(...sizes) * map.getBoundingClientRect().width) / map.viewBox.baseVal.width;
  });
  must(size >= SMALLEST, `on a phone the numbers of the map have ${size.toFixed(1)} pixels`);
}

async function chosen(tab, { name, index }) {
  const lab = tab.locator(`.lab[data-lab="${name}"]`);
  const tabs = lab.locator('.lab-tabs button');
  if ((await tabs.count()) > 0) await tabs.nth(index).press('Enter');
  return lab;
}

// The first program of a lab and every second after it are predicted, the others skipped.
const predicts = ({ index }) => index % 2 === 0;

async function predict(lab, program, truth) {
  if (!predicts(program)) {
    await lab.getByRole('button', { name: 'Skip' }).press('Enter');
    return must(await lab.getByRole('button', { name: 'Show me' }).isVisible(), 'who skips the prediction cannot ask for the truth');
  }
  const question = lab.locator('.lab-guess');
  if (program.predict === 'number') await question.locator('input').pressSequentially(String(truth));
  else await question.locator(`input[value="${truth}"]`).press('Space');
  return question.getByRole('button', { name: 'Predict' }).press('Enter');
}

// The status says what the end is in the words of the program, and the sign and the class say whether it is right.
async function shows(lab, program, end, word) {
  const status = lab.getByRole('status');
  const text = await status.innerText();
  const words = { right: program.right, wrong: program.wrong, stuck: program.stuck, dies: 'A thread died' }[end.verdict];
  const sign = end.verdict === 'right' ? '✓' : '✗';
  must(text.startsWith(`${sign} ${words}`) && text.includes(end.text), `${word} ends with "${end.text}", and the status says "${text.slice(0, 80)}"`);
  must((await status.getAttribute('class')).split(' ').includes(end.verdict), `the status of ${word} is not marked as ${end.verdict}`);
  const seal = sealed(program, word);
  must(text.includes('sealed') === Boolean(seal) && text.includes(seal), `what sealed ${word} is "${seal}", and the status says "${text.slice(-120)}"`);
}

// The step after which every schedule goes wrong, as the status has to name it; empty if there is none.
function sealed({ nodes, steps }, word) {
  let at = 0;
  for (const [made, key] of [...word].entries()) {
    const thread = THREADS.indexOf(key), next = nodes[at][NEXT + thread];
    if (nodes[next][BAD] === nodes[next][ALL] && nodes[at][BAD] < nodes[at][ALL]) return `Step ${made + 1}, ${key.toUpperCase()}’s “${steps[nodes[at][STEP + thread]]}”, sealed it`;
    at = next;
  }
  return '';
}

// How many points the map of a program has, on how many of them a right schedule ends, and on how many a bad one.
function marks({ nodes, ends }) {
  const points = which => new Set(nodes.filter(which).map(([a, b]) => `${a},${b}`)).size;
  const verdict = node => ends[node[END]]?.verdict;
  return [points(() => true), points(node => verdict(node) === 'right'), points(node => verdict(node) && verdict(node) !== 'right')];
}

// On the map the arrows look around, and Enter makes the step. So do a mouse and a finger, and they press the buttons, too.
async function onTheMap(tab, lab, program) {
  const map = lab.locator('.lab-live .lab-map'), look = lab.locator('.lab-look');
  const drawn = await map.evaluate(map => ['circle', '.fine', '.dead'].map(mark => map.querySelectorAll(`:scope > ${mark}`).length));
  must(String(drawn) === String(marks(program)), 'the map is one of another program');
  await tab.mouse.move(0, 0); // else it may lie on a point, from an earlier lab, and that tells its state, too
  await map.locator('.spot[aria-current="step"]').press('ArrowRight');
  must((await look.innerText()).startsWith('A made 1 step, B 0.'), 'the point that has the focus does not tell its state');
  await tab.keyboard.press('Enter');
  must((await steps(lab)) === 1, 'the map does not make the step that was pressed');
  await tab.keyboard.press('r');
  await lab.locator('.lab-run').first().click();
  must((await steps(lab)) === 1, 'who presses Run A with a mouse makes no step');
  await map.locator('.spot[data-at="0,0"]').hover();
  must((await look.innerText()).startsWith('A made 0 steps, B 0.'), 'the point below the mouse does not tell its state');
  await map.locator('.spot[data-at="0,0"]').click();
  must((await steps(lab)) === 0, 'who presses a point with a mouse does not get there');
}

async function score(lab, total, bad) {
  const text = await lab.locator('.lab-score').innerText();
  const wrong = bad === 0 ? 'not one goes wrong' : `${bad} of ${bad} that go wrong`;
  must(text.includes(`${total} of ${total} explored`) && text.includes(wrong), `not all ${total} schedules were found, ${bad} of them bad: "${text}"`);
}

const steps = lab => lab.locator('.lab-trace > li').count();
const ended = async lab => /right|wrong|stuck|dies/.test(await lab.getByRole('status').getAttribute('class'));

function must(holds, what) {
  if (!holds) throw new Error(what);
}
