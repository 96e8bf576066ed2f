'use strict';
// Quizzes to answer, and what is remembered of it. All that is asked stands in the page already (crates/book-tools/src/quiz); this makes forms of it.
// It keeps unlocked:quiz:ID, the first try in words; unlocked:again:ID, the last time of being asked again; unlocked:to-repeat, the way through these.
(() => {
  const make = (tag, attributes = {}, ...inside) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...inside);
    return made;
  };
  const button = (text, press) => {
    const made = make('button', { type: 'button', class: 'course-button' }, text);
    made.addEventListener('click', press);
    return made;
  };
  const letter = (number) => String.fromCharCode(97 + number);
  const today = () => new Date().toLocaleDateString('sv'); // in Sweden a date is 2026-11-28

  // A browser may refuse to keep anything. Then all works until the page is left.
  let store = Object.create({
    getItem(key) { return this[key] ?? null; }, setItem(key, value) { this[key] = value; }, removeItem(key) { delete this[key]; },
  });
  try { store = localStorage; } catch { /* then that one */ }
  const kept = {
    get(key) { try { return JSON.parse(store.getItem(`unlocked:${key}`)); } catch { return null; } },
    set(key, value) { try { store.setItem(`unlocked:${key}`, JSON.stringify(value)); } catch { /* it is full */ } },
    drop(key) { store.removeItem(`unlocked:${key}`); },
  };
  const lastTry = (id) => kept.get(`again:${id}`) ?? kept.get(`quiz:${id}`);

  // ── One question ──────────────────────────────────────────────────────────────────────────────────────────────────────
  let number = 0;
  function live(quiz) {
    const id = quiz.dataset.quiz;
    let again = quiz.hasAttribute('data-again');
    const name = `quiz-${number++}`;
    const prompt = quiz.querySelector('.quiz-prompt');
    const verdict = make('div', { class: 'quiz-verdict', role: 'status' });
    const verdicts = [...quiz.querySelectorAll('.quiz-verdicts > li')];
    const right = verdicts.map((verdict) => verdict.dataset.right === 'true');
    prompt.id = `${name}-prompt`;
    const [inputs, labels, marks, words] = [[], [], [], []];
    const set = make('fieldset', { 'aria-describedby': prompt.id }, make('legend', {}, quiz.querySelector('.quiz-how').textContent));
    quiz.querySelectorAll('.quiz-choices > li').forEach((choice, at) => {
      inputs.push(make('input', { type: quiz.dataset.choose === 'many' ? 'checkbox' : 'radio', name, value: at }));
      words.push(choice.textContent.trim());
      marks.push(make('span', { class: 'quiz-mark' }));
      const text = make('span', {}, ...choice.cloneNode(true).childNodes);
      labels.push(make('label', {}, inputs[at], make('span', { class: 'quiz-letter' }, `${letter(at)}.`), text, marks[at]));
    });
    set.append(...labels);
    /** The first try. Not that of an older edition of the book, with choices that are no longer here. */
    const firstTry = () => [kept.get(`quiz:${id}`)].find((tried) => tried?.ticked?.every?.((choice) => words.includes(choice)));
    const check = button('Check', () => {
      const ticked = words.filter((_, at) => inputs[at].checked);
      if (!ticked.length) return verdict.replaceChildren(make('p', {}, 'Tick what you think is right first.'));
      const tried = { ticked, right: inputs.every((input, at) => input.checked === right[at]), on: today() };
      if (!firstTry()) kept.set(`quiz:${id}`, tried);
      if (again) kept.set(`again:${id}`, { right: tried.right, on: tried.on });
      show(tried);
      goOn();
      document.dispatchEvent(new Event('unlocked'));
    });
    const next = make('a', { class: 'course-button', hidden: '' });
    const forget = button('', () => {
      if (!again) for (const key of [`quiz:${id}`, `again:${id}`]) kept.drop(key);
      hide();
      inputs[0].focus();
    });

    function show({ ticked, right: all, on }) {
      inputs.forEach((input, at) => {
        input.checked = ticked.includes(words[at]);
        marks[at].textContent = right[at] ? '✓ right' : input.checked ? '✗ wrong' : '';
        marks[at].className = `quiz-mark ${right[at] ? 'is-right' : 'is-wrong'}`;
        labels[at].classList.toggle('is-ticked', input.checked);
      });
      const letters = right.flatMap((yes, at) => (yes ? [letter(at)] : []));
      const which = letters.length > 1 ? `${letters.slice(0, -1).join(', ')} and ${letters.at(-1)} are` : `${letters[0]} is`;
      const wrong = verdicts.flatMap((idea, at) => (ticked.includes(words[at]) && !right[at]
        ? [make('p', {}, `${letter(at)}. You may have thought: `, idea.querySelector('q').cloneNode(true))] : []));
      const missed = right.some((yes, at) => yes && !ticked.includes(words[at])) && !wrong.length ? ' What you ticked is right; it is not all.' : '';
      const head = make('p', { class: all ? 'is-right' : 'is-wrong' }, make('strong', {}, all ? '✓ Right.' : '✗ Not quite.'), ` ${which} right.${missed}`);
      verdict.replaceChildren(head, ...wrong, quiz.querySelector('.quiz-why').cloneNode(true));
      if (!again) verdict.append(make('p', { class: 'quiz-kept' }, `Your first try, on ${on}.`));
      [check.hidden, forget.hidden, set.disabled] = [true, false, true];
      forget.textContent = again ? 'Ask me anew' : 'Forget my answer';
    }
    /** After an answer: the focus goes to the way on, if the reader repeats what was answered. The page of what is done is the last stop. */
    function goOn() {
      const left = (kept.get('to-repeat') ?? []).filter((to) => !to.endsWith(`#again-${id}`));
      next.hidden = !left.length || location.hash !== `#again-${id}`;
      if (next.hidden) return forget.focus();
      kept.set('to-repeat', left);
      [next.href] = left;
      next.textContent = left.length > 1 ? `Next question to repeat (${left.length - 1} left)` : 'All repeated: back to what you have done';
      next.focus();
    }
    function hide() {
      inputs.forEach((input, at) => {
        input.checked = false;
        marks[at].textContent = '';
        labels[at].classList.remove('is-ticked');
      });
      verdict.replaceChildren();
      [check.hidden, forget.hidden, next.hidden, set.disabled] = [false, true, true, false];
    }
    /** Asks anew if the address of the page says so. */
    function repeat() {
      if (location.hash !== `#again-${id}` || quiz.hasAttribute('data-again')) return;
      const tried = lastTry(id);
      again = true;
      hide();
      if (tried) verdict.append(make('p', {}, `Once more: you answered this on ${tried.on}, and were ${tried.right ? 'right' : 'wrong'}.`));
      quiz.scrollIntoView();
      inputs[0].focus({ preventScroll: true });
    }
    hide();
    quiz.append(make('div', { class: 'quiz-live' }, set, verdict, make('div', { class: 'quiz-buttons' }, check, forget, next)));
    quiz.classList.add('is-live');
    if (!again && firstTry()) show(firstTry());
    addEventListener('hashchange', repeat);
    repeat();
  }

  // ── What the reader says of a page or an exercise ─────────────────────────────────────────────────────────────────────
  function tick(key, open, done) {
    const made = button('', () => { if (kept.get(key)) kept.drop(key); else kept.set(key, today()); tell(); });
    const tell = () => {
      const on = kept.get(key);
      made.textContent = on ? `✓ ${done} on ${on}` : `☐ ${open}`;
      made.setAttribute('aria-pressed', String(Boolean(on)));
    };
    tell();
    return make('div', { class: 'course-tick' }, made);
  }

  /** The Markdown file of this page, below the book's root. */
  function pageFile() {
    const up = typeof path_to_root === 'string' ? path_to_root.split('/').length - 1 : 0;
    const parts = decodeURIComponent(location.pathname).split('/').slice(-1 - up);
    const file = [...parts.slice(0, up), parts[up] || 'index.html'].join('/');
    // The root's index.html is the first page once more.
    const first = file === 'index.html' && document.querySelector('#mdbook-sidebar .chapter a[href]')?.getAttribute('href');
    return (first || file).replace(/\.html$/, '.md');
  }

  // ── The page of what is done ──────────────────────────────────────────────────────────────────────────────────────────
  function progress(root) {
    const sum = root.querySelector('.progress-sum');
    sum.setAttribute('role', 'status');
    const marks = [...root.querySelectorAll('.mark')];
    const show = () => {
      const done = { read: [], quiz: [], exercise: [] };
      for (const mark of marks) {
        const { kind, id, what } = mark.dataset;
        const found = kept.get(`${kind}:${id}`);
        const wrong = kind === 'quiz' && found && !found.right;
        done[kind].push(found);
        mark.textContent = found ? (wrong ? '✗' : '✓') : '☐';
        mark.className = `mark ${found ? (wrong ? 'is-wrong' : 'is-right') : ''}`;
        mark.title = `${what}: ${found ? (wrong ? 'wrong' : 'done') : 'open'}${found ? `, ${found.on ?? found}` : ''}`;
        mark.setAttribute('aria-label', mark.title);
      }
      const of = (kind, what) => `${done[kind].filter(Boolean).length} of ${done[kind].length} ${what}`;
      const right = done.quiz.filter((found) => found?.right).length;
      sum.textContent = `You have read ${of('read', 'pages')}, answered ${of('quiz', 'questions')} (${right} of them right at the first try), `
        + `and ticked ${of('exercise', 'exercises')} as solved.`;
      ask.hidden = !due().length;
    };
    /** Where to ask what was answered before: what was wrong the last time first, then the oldest. */
    const due = () => marks.filter(({ dataset }) => dataset.kind === 'quiz' && lastTry(dataset.id))
      .map((mark) => ({ to: mark.href.replace('#quiz-', '#again-'), ...lastTry(mark.dataset.id) }))
      .sort((one, other) => one.right - other.right || String(one.on).localeCompare(other.on)).map(({ to }) => to);
    const ask = button('Ask me again', () => {
      kept.set('to-repeat', [...due(), location.href.split('#')[0]]);
      location.assign(due()[0]);
    });
    sum.after(make('div', { class: 'quiz-buttons' }, ask));
    const reset = button('Forget all of it', () => {
      if (confirm('Forget what you have read, answered, found and solved in this book? It cannot be brought back.')) {
        Object.keys(store).filter((key) => key.startsWith('unlocked:')).forEach((key) => store.removeItem(key));
        document.dispatchEvent(new Event('unlocked'));
      }
    });
    root.append(make('div', { class: 'quiz-buttons' }, reset));
    document.addEventListener('unlocked', show);
    show();
  }

  const main = document.querySelector('main');
  const file = pageFile();
  if (!main || ['print.md', 'toc.md', '404.md'].includes(file)) return; // print.html is for paper: it stays as it is
  main.querySelectorAll('.quiz').forEach(live);
  main.querySelectorAll('.progress').forEach(progress);
  main.querySelectorAll('[data-exercise]:not(.progress *)').forEach((card) => card.append(
    tick(`exercise:${card.dataset.exercise}`, `I have solved ${card.dataset.exercise}`, 'Solved')));
  if (!main.querySelector('.progress')) main.append(tick(`read:${file}`, 'I have read this page', 'Read'));
})();
