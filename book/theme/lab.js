'use strict';
// Schedule labs: the reader decides which thread makes the next step. Every state, text and number was computed when the book was built (crate
// book-tools, labs); this script walks along the nodes. Without it, the maps with their captions stay.
(() => {
  // What a node is: `node[A + t]` is how many steps thread t has made, and so on; -1 stands for none.
  const A = 0, LINE = 2, STATE = 4, HAND = 5, NEXT = 7, STEP = 9, END = 11, ALL = 12, BAD = 13;
  const NAMES = ['A', 'B'], BOTH = [0, 1];
  const SHELF = 60; // with more schedules than this, a tile for each would be a wall of tiles
  const GLYPHS = { right: 'M-4 0l3 3l5 -6', wrong: 'M-4 -4l8 8m0 -8l-8 8' };

  function make(tag, attributes = {}, ...inside) {
    const svg = ['svg', 'path', 'circle', 'g'].includes(tag);
    const made = svg ? document.createElementNS('http://www.w3.org/2000/svg', tag) : document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
      else if (value !== false && value != null) made.setAttribute(name, value);
    }
    made.append(...inside);
    return made;
  }
  const button = (does, text, onclick, more = {}) => make('button', { type: 'button', 'data-do': does, onclick, ...more }, text);
  const times = (number, what) => `${number} ${what}${number === 1 ? '' : 's'}`;
  const place = ([a, b], { u, x, y }) => [+x + u * a, +y + u * b];
  const stairs = (word, u, x, y) => `M${x} ${y}${[...word].map((who) => (who === 'A' ? `h${u}` : `v${u}`)).join('')}`;

  // A browser may refuse to keep anything. Then all works, and is forgotten.
  const kept = {
    get(key) { try { return JSON.parse(localStorage.getItem(`unlocked:lab:${key}`)); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(`unlocked:lab:${key}`, JSON.stringify(value)); } catch { /* not kept */ } },
  };

  /** The nodes that a schedule passes, or null if the program has no such schedule. */
  function walk({ nodes }, word) {
    const passed = [0];
    for (const who of word) {
      const next = nodes[passed.at(-1)][NEXT + NAMES.indexOf(who)] ?? -1;
      if (next < 0) return null;
      passed.push(next);
    }
    return passed;
  }
  /** How many schedules come before this one in the dictionary. */
  const rank = ({ nodes }, word) => walk({ nodes }, word).slice(0, -1).reduce((sum, at, i) => (
    sum + (word[i] === 'B' && nodes[at][NEXT] >= 0 ? nodes[nodes[at][NEXT]][ALL] : 0)), 0);
  function* everySchedule({ nodes }, at = 0, word = '') {
    if (nodes[at][END] >= 0) yield word;
    for (const t of BOTH) if (nodes[at][NEXT + t] >= 0) yield* everySchedule({ nodes }, nodes[at][NEXT + t], word + NAMES[t]);
  }

  /** A program as the reader plays it: `found` has the end of each schedule found, `said` what was predicted. */
  function prepare(program, key) {
    const end = (word) => program.nodes[walk(program, word)?.at(-1) ?? 0][END];
    const words = [kept.get(key)].flat().filter((word) => /^[AB]+$/.test(word) && end(word) >= 0); // another edition may have had others
    const guess = kept.get(`${key}:said`);
    const points = new Map();
    for (const node of program.nodes) points.set(`${node[0]},${node[1]}`, [...points.get(`${node[0]},${node[1]}`) ?? [], node]);
    const found = new Map(words.map((word) => [word, end(word)]));
    return { ...program, key, end, points, found, said: guess?.said ?? null, open: Boolean(guess || words.length), shown: Boolean(guess?.shown) };
  }

  function setup(root, number) {
    const programs = JSON.parse(root.querySelector('script').textContent).map((program, i) => prepare(program, `${root.dataset.lab}:${i}`));
    const maps = [...root.querySelectorAll('.lab-map')].map((map) => {
      const live = map.cloneNode(true); // the first one stays for print; what is hidden paints no pattern, so the copy has its own
      live.querySelectorAll('[id]').forEach((one) => { one.id += '-live'; });
      live.querySelectorAll('[fill^="url("]').forEach((one) => one.setAttribute('fill', one.getAttribute('fill').replace(')', '-live)')));
      live.setAttribute('role', 'group');
      return live;
    });
    const still = matchMedia('(prefers-reduced-motion: reduce)');
    let p = programs[0], map = maps[0], word = '', passed = [0], timer = null;

    const here = () => p.nodes[passed.at(-1)];
    const verdict = (node) => p.ends[node[END]]?.verdict ?? '';
    const doomed = (node) => node[BAD] > 0 && node[BAD] === node[ALL];
    const isBad = (end) => p.ends[end].verdict !== 'right';
    const badFound = () => [...p.found.values()].filter(isBad).length;
    const complete = () => p.found.size === p.total;

    // ── What the reader does ──
    function choose(i) { p = programs[i]; map = maps[i]; restart(); }
    function run(t) {
      if (!p.open) return tell('First say what you expect, or skip.');
      stop();
      const node = here(), next = node[NEXT + t];
      if (next < 0) return node[END] < 0 && tell(node[STEP + t] < 0 ? `${NAMES[t]} has ended.` : `${NAMES[t]} ${node[HAND + t] || `waits: ${p.steps[node[STEP + t]]}`}.`);
      word += NAMES[t];
      passed.push(next);
      if (here()[END] >= 0) { p.found.set(word, here()[END]); kept.set(p.key, [...p.found.keys()]); }
      return render(`${NAMES[t]} made its step: ${p.steps[node[STEP + t]]}.`);
    }
    function show(schedule, note) { word = schedule; passed = walk(p, word); render(note); }
    function back(to) { stop(); show(word.slice(0, Math.max(0, to)), 'One step back.'); }
    function restart() { stop(); show('', ''); }
    function stop() { clearInterval(timer); timer = null; }
    function tryAll() {
      const todo = [...everySchedule(p)].filter((schedule) => !p.found.has(schedule));
      const some = still.matches ? todo.length : Math.ceil(todo.length / SHELF);
      const tick = () => {
        const now = todo.splice(0, some);
        now.forEach((schedule) => p.found.set(schedule, p.end(schedule)));
        if (!todo.length) { stop(); kept.set(p.key, [...p.found.keys()]); }
        if (now.length) show(now.at(-1), '');
      };
      stop();
      tick();
      if (todo.length) timer = setInterval(tick, 120);
    }
    function predict(said) {
      p.open = true;
      p.said = said;
      if (said !== null) kept.set(`${p.key}:said`, { said });
      render('You are the scheduler. Which thread makes the first step?');
      runs[0].focus();
    }
    function reveal() { p.shown = true; kept.set(`${p.key}:said`, { said: p.said, shown: true }); render(status.textContent); }

    // ── What stays on the page; render() fills it ──
    const tabs = make('div', { class: 'lab-tabs', role: 'group', 'aria-label': 'Programs' },
      ...programs.map(({ title }, i) => button('tab', title, () => choose(i))));
    const box = (tag, name, more) => make(tag, { class: `lab-${name}`, ...more });
    const [question, code, mapBox, score] = ['guess', 'code', 'mapbox', 'score'].map((name) => box('div', name));
    const state = box('p', 'state');
    const hands = BOTH.map((t) => box('p', `hand ${'ab'[t]}`));
    const ops = BOTH.map((t) => box('ul', 'ops', { 'aria-label': `Instructions of the next step of ${NAMES[t]}` }));
    const runs = BOTH.map((t) => button('run', '', () => run(t), { class: `lab-run ${'ab'[t]}`, 'aria-keyshortcuts': 'ab'[t] }));
    const look = box('p', 'look', { 'aria-hidden': 'true' });
    const status = box('p', 'status', { role: 'status' });
    const trace = box('ol', 'trace', { 'aria-label': 'Steps so far' });
    const shelf = box('ul', 'shelf', { 'aria-label': 'Schedules found' });
    const undo = button('undo', 'Undo', () => back(word.length - 1), { 'aria-keyshortcuts': 'u' });
    const again = button('restart', 'Start again', restart, { 'aria-keyshortcuts': 'r' });
    const all = button('all', 'Try them all', tryAll);
    const tell = (text) => { status.textContent = text; };

    function guess() {
      const truth = p.predict === 'number' ? p.bad : p.bad === 0 ? 'none' : p.bad === p.total ? 'all' : 'some';
      const of = `of the ${times(p.total, 'schedule')} ${p.total === 1 ? 'goes' : 'go'} wrong`;
      question.replaceChildren();
      if (!p.open) {
        const name = `lab-${number}-said`;
        const input = p.predict === 'number' ? [make('input', { type: 'number', name, min: 0, max: p.total, required: true, inputmode: 'numeric', 'aria-label': `How many ${of}?` })]
          : ['none', 'some', 'all'].map((value) => make('label', {}, make('input', { type: 'radio', name, value, required: true }), value));
        question.append(make('form', {
          onsubmit: (event) => { event.preventDefault(); const { value } = event.target.elements[name]; predict(p.predict === 'number' ? Number(value) : value); },
        }, make('fieldset', {}, make('legend', {}, make('b', {}, 'Your prediction. '), p.predict === 'number' ? `How many ${of}?` : `Do none, some or all ${of.replace(/goes/, 'go')}?`),
          ...input, make('button', { 'data-do': 'predict' }, 'Predict'), button('skip', 'Skip', () => predict(null)))));
      } else if (p.said !== null || p.shown || complete()) {
        const open = complete() || p.shown;
        const right = p.said === truth;
        question.append(make('p', {}, p.said === null ? '' : `You said: ${p.said} ${of}. `,
          ...(open ? [make('b', { class: right ? 'right' : p.said === null ? '' : 'wrong' }, `${right ? '✓ Right' : p.said === null ? 'The truth' : '✗ It is otherwise'}: ${p.bad} of ${p.total}.`), ` ${p.why}`] : [])));
        if (!open) question.append(button('truth', 'Show me', reveal));
      }
    }

    function codeView() {
      const same = p.code[0].join('\n') === p.code[1].join('\n');
      code.classList.toggle('both', same);
      code.replaceChildren(...(same ? [BOTH] : [[0], [1]]).map((threads) => make('div', {}, make('p', { class: 'lab-who' },
        ...threads.map((t) => make('b', { class: 'ab'[t] }, `Thread ${NAMES[t]}`))), make('ol', {}, ...p.code[threads[0]].map((line, i) => {
        const at = threads.filter((t) => here()[LINE + t] === i);
        return make('li', { class: at.length ? `now ${at.length > 1 ? 'ab' : 'ab'[at[0]]}` : '' },
          ...threads.map((t) => make('i', { class: 'ab'[t], 'aria-hidden': 'true' }, at.includes(t) ? NAMES[t] : '')),
          make('code', {}, line), at.length ? make('span', { class: 'lab-heard' }, ` (${at.map((t) => NAMES[t]).join(' and ')})`) : '');
      })))));
      for (const t of BOTH) {
        const node = here(), step = p.steps[node[STEP + t]], stuck = step !== undefined && node[NEXT + t] < 0;
        const hand = node[HAND + t], waits = hand.startsWith('waits');
        hands[t].replaceChildren(...(hand ? [waits ? '' : 'in hand ', make('b', {}, hand)] : [step === undefined ? 'has ended' : 'nothing in hand']));
        ops[t].replaceChildren(...(p.ops?.[node[STEP + t]] ?? []).map(([, row]) => make('li', {}, row)));
        runs[t].setAttribute('aria-disabled', String(!p.open || node[NEXT + t] < 0));
        runs[t].replaceChildren(make('b', {}, `Run ${NAMES[t]}`), make('small', {}, step === undefined ? 'has ended' : stuck ? `waits: ${step}` : step));
      }
      const end = p.ends[here()[END]];
      state.className = `lab-state ${verdict(here())}`;
      state.replaceChildren(...p.states[here()[STATE]].split(' · ').map((text) => make('span', {}, text)),
        ...(end ? [make('em', {}, end.verdict === 'right' ? '✓ right' : `✗ ${end.verdict === 'wrong' ? p.wrong : end.verdict === 'stuck' ? p.stuck : 'A thread died'}`)] : []));
    }

    // ── The map ──
    function saying(nodes) {
      const one = (node) => [p.states[node[STATE]], ...BOTH.filter((t) => node[HAND + t]).map((t) => `${NAMES[t]}: ${node[HAND + t]}`)].filter(Boolean).join(' · ');
      const states = [...new Set(nodes.map(one))], bad = nodes.filter(doomed).length;
      const doom = badFound() && bad ? ` ${bad === nodes.length ? 'Every' : 'Depending on the way here, every'} way on goes wrong.` : '';
      return `A made ${times(nodes[0][0], 'step')}, B ${nodes[0][1]}. ${states.slice(0, 3).join(', or ')}${states.length > 3 ? `, or ${states.length - 3} other states` : ''}.${doom}`;
    }
    function mapView() {
      const { u } = map.dataset, from = place([0, 0], map.dataset), [x, y] = place(here(), map.dataset);
      const marks = [make('path', { class: 'trail', d: stairs(word, u, ...from) })];
      passed.slice(0, -1).forEach((at, i) => {
        marks.push(make('path', { class: `ran ${word[i].toLowerCase()}`, d: stairs(word[i], u, ...place(p.nodes[at], map.dataset)) }));
      });
      const long = u - 20;
      if (p.open) BOTH.filter((t) => here()[NEXT + t] >= 0).forEach((t) => marks.push(make('path', {
        class: `hint ${'ab'[t]}`, d: t ? `M${x} ${y + 10}v${long}m-4 -5l4 5l4 -5` : `M${x + 10} ${y}h${long}m-5 -4l5 4l-5 4`,
      })));
      const end = verdict(here()), sealed = passed.find((at) => doomed(p.nodes[at]));
      if (end && sealed !== undefined) {
        const [cx, cy] = place(p.nodes[sealed], map.dataset);
        marks.push(make('circle', { class: 'tip', cx, cy, r: 7 }));
      }
      marks.push(make('circle', { class: `here ${end}`, cx: x, cy: y, r: end ? 10 : 7 }));
      if (end) marks.push(make('path', { class: 'glyph', transform: `translate(${x} ${y})`, d: GLYPHS[end] ?? GLYPHS.wrong }));
      const now = `${here()[0]},${here()[1]}`;
      const focused = document.activeElement?.closest('.live') ? document.activeElement.dataset.at : null;
      for (const [at, nodes] of p.points) {
        const [cx, cy] = place(nodes[0], map.dataset), text = saying(nodes), tellIt = () => { look.textContent = text; };
        marks.push(make('circle', {
          class: 'spot', cx, cy, r: u / 2.6, tabindex: at === now ? 0 : -1, role: 'button', 'data-at': at, 'aria-label': text, 'aria-current': at === now && 'step',
          onpointerenter: tellIt, onfocus: tellIt, onclick: () => goTo(nodes[0]),
        }));
      }
      map.querySelector('.live').replaceChildren(...marks);
      map.classList.toggle('reveal', badFound() > 0); // the point of no return is earned
      if (map.parentNode !== mapBox) mapBox.replaceChildren(map, look);
      look.textContent = saying([here()]);
      if (focused) spot(now)?.focus();
    }
    const spot = (at) => map.querySelector(`.spot[data-at="${at}"]`);
    /** A point that was pressed: the next step leads there, or the way here came by. */
    function goTo([a, b]) {
      const [atA, atB] = here();
      const earlier = passed.findIndex((at) => p.nodes[at][0] === a && p.nodes[at][1] === b);
      if (a + b === atA + atB + 1 && (a === atA || b === atB)) run(a > atA ? 0 : 1);
      else if (earlier >= 0) back(earlier);
    }

    function foundView() {
      const bad = badFound();
      score.replaceChildren(make('b', {}, `${p.found.size} of ${p.total}`), ' explored · ', ...(p.bad && (bad || p.shown || complete())
        ? [make('b', { class: bad ? 'wrong' : '' }, `${bad} of ${p.bad}`), ' that go wrong'] : [complete() ? 'not one goes wrong' : 'none has gone wrong yet']));
      const tile = (schedule, end, ...inside) => make('li', {}, make('button', {
        type: 'button', class: isBad(end) ? 'wrong' : 'right', 'aria-current': schedule === word && 'true', title: schedule,
        'aria-label': `${schedule}: ${p.ends[end].text}. Show it.`, onclick: () => { stop(); show(schedule, ''); },
      }, ...inside));
      shelf.classList.toggle('kinds', p.total > SHELF);
      if (p.total > SHELF) {
        const kinds = p.ends.map((end, i) => [i, [...p.found].filter(([, found]) => found === i).map(([schedule]) => schedule)]);
        shelf.replaceChildren(...kinds.filter(([, schedules]) => schedules.length).map(([end, schedules]) => (
          tile(schedules[0], end, `${isBad(end) ? '✗' : '✓'} ${p.ends[end].text}`, make('small', {}, ` × ${schedules.length}`)))));
      } else {
        const byRank = new Map([...p.found].map((entry) => [rank(p, entry[0]), entry])), u = 16 / Math.max(...p.size);
        shelf.replaceChildren(...Array.from({ length: p.total }, (_, i) => {
          if (!byRank.has(i)) return make('li', { class: 'unknown' });
          const [schedule, end] = byRank.get(i);
          const cross = isBad(end) ? 'm-3 -3l6 6m0 -6l-6 6' : '';
          return tile(schedule, end, make('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' }, make('path', { d: stairs(schedule, u, 4, 4) + cross })));
        }));
      }
      all.disabled = !p.open || complete();
    }

    function render(note) {
      const node = here(), end = p.ends[node[END]], sealed = passed.findIndex((at) => doomed(p.nodes[at]));
      [...tabs.children].forEach((tab, i) => tab.setAttribute('aria-pressed', String(programs[i] === p)));
      trace.replaceChildren(...[...word].map((who, i) => make('li', { class: who.toLowerCase() + (end && i + 1 === sealed ? ' sealed' : '') }, who)));
      undo.disabled = again.disabled = !word;
      status.className = `lab-status ${verdict(node)}`;
      const how = end && { right: p.right, wrong: p.wrong, stuck: p.stuck, dies: 'A thread died' }[end.verdict];
      const seal = sealed > 0 ? ` Step ${sealed}, ${word[sealed - 1]}’s “${p.steps[p.nodes[passed[sealed - 1]][STEP + NAMES.indexOf(word[sealed - 1])]]}”, sealed it: from there every schedule goes wrong.`
        : sealed === 0 ? ' It was sealed before the first step: every schedule goes wrong.' : '';
      tell(end ? `${end.verdict === 'right' ? '✓' : '✗'} ${how === end.text ? how : `${how}: ${end.text}`}.${seal}`
        : note || (p.open ? 'You are the scheduler. Which thread makes the next step?' : 'First say what you expect, or skip.'));
      guess();
      codeView();
      mapView();
      foundView();
    }

    root.addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches('input')) return;
      const act = {
        a: () => run(0), b: () => run(1), u: () => back(word.length - 1), r: restart, Backspace: () => back(word.length - 1),
        ArrowRight: () => run(0), ArrowDown: () => run(1), ArrowLeft: () => {}, ArrowUp: () => {},
      };
      const { at } = event.target.dataset, arrow = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
      if (at && event.key.match(/^( |Enter)$/)) act[event.key] = () => event.target.dispatchEvent(new Event('click'));
      if (at && arrow) act[event.key] = () => spot(at.split(',').map((steps, i) => Number(steps) + arrow[i]).join())?.focus(); // on the map, arrows look around
      if (!act[event.key]) return;
      event.preventDefault();
      event.stopPropagation(); // the book turns pages on arrow keys
      act[event.key]();
    });
    root.append(make('div', { class: 'lab-live' }, programs.length > 1 ? tabs : '', question,
      make('div', { class: 'lab-stage' }, make('div', { class: 'lab-side' }, code, state, ...hands, ...runs, ...ops), mapBox),
      status, make('div', { class: 'lab-bar' }, trace, undo, again), make('div', { class: 'lab-found' }, score, all, shelf),
      make('p', { class: 'lab-keys' }, 'Keys in the lab: ', ...['A', 'B'].map((key) => make('kbd', {}, key)), ' run a thread, ', make('kbd', {}, 'U'), ' undo, ', make('kbd', {}, 'R'),
        ' start again; on the map, arrows look around.')));
    root.classList.add('is-live');
    restart();
  }
  if (!/\/print\.html$/.test(location.pathname)) document.querySelectorAll('main .lab').forEach(setup); // print.html is for paper
})();
