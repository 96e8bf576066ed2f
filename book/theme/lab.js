'use strict';
// Schedule labs: the reader decides which thread makes the next step. Every state, text and number was computed when the book was built (crate
// book-tools, labs); this script walks along the nodes. Without it, the maps with their captions stay.
(() => {
  // What a node is: `node[t]` is how many steps thread t has made, `node[LINE + t]` its line, and so on; -1 stands for none.
  const LINE = 2, STATE = 4, HAND = 5, NEXT = 7, STEP = 9, END = 11, ALL = 12, BAD = 13;
  const NAMES = ['A', 'B'], CLASS = ['a', 'b'], BOTH = [0, 1];
  const SHELF = 60; // where there are more schedules, the shelf has a tile for each end
  const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
  function make(tag, attributes = {}, ...inside) {
    const made = document.createElementNS(`http://www.w3.org/${['svg', 'path', 'circle'].includes(tag) ? '2000/svg' : '1999/xhtml'}`, tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
      else if (value !== false && value != null) made.setAttribute(name, value);
    }
    made.append(...inside);
    return made;
  }
  const part = (tag, name, more = {}, ...inside) => make(tag, { class: `lab-${name}`, ...more }, ...inside);
  const button = (does, text, onclick, more = {}) => make('button', { type: 'button', 'data-do': does, onclick, ...more }, text);
  const times = (number, what) => `${number} ${what}${number === 1 ? '' : 's'}`;
  const stairs = (word, u, x, y) => `M${x} ${y}${[...word].map((who) => (who === 'A' ? `h${u}` : `v${u}`)).join('')}`;
  // A browser may refuse to keep anything. Then all works, and is forgotten.
  const kept = {
    get(key) { try { return JSON.parse(localStorage.getItem(`unlocked:lab:${key}`)); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(`unlocked:lab:${key}`, JSON.stringify(value)); } catch { /* not kept */ } },
  };
  /** The nodes that a schedule passes, or null if the program has no such schedule. */
  function walk(nodes, word) {
    const passed = [0];
    for (const who of word) passed.push(nodes[passed.at(-1)]?.[NEXT + NAMES.indexOf(who)] ?? -1);
    return passed.includes(-1) ? null : passed;
  }
  function* everySchedule(nodes, at = 0, word = '') { // as a dictionary has them
    if (nodes[at][END] >= 0) yield word;
    for (const t of BOTH) if (nodes[at][NEXT + t] >= 0) yield* everySchedule(nodes, nodes[at][NEXT + t], word + NAMES[t]);
  }
  /** A program as it is played: `found` has the end of each schedule found, `points` the nodes at each point of the map, `said` the prediction. */
  function prepare(program, key, map) {
    const end = (word) => program.nodes[walk(program.nodes, word)?.at(-1) ?? 0][END];
    const words = [kept.get(key) ?? []].flat().filter((word) => /^[AB]+$/.test(word) && end(word) >= 0); // an earlier edition may have had others
    const { said = null, shown = false } = kept.get(`${key}:said`) ?? {}, found = new Map(words.map((word) => [word, end(word)]));
    const points = new Map(program.nodes.map((node) => [`${node[0]},${node[1]}`, []]));
    program.nodes.forEach((node) => points.get(`${node[0]},${node[1]}`).push(node));
    const live = map.cloneNode(true); // the first one stays for print; what is hidden paints no pattern, so the copy has its own
    live.querySelectorAll('[id]').forEach((one) => { one.id += '-live'; });
    live.querySelectorAll('[fill^="url("]').forEach((one) => one.setAttribute('fill', one.getAttribute('fill').replace(')', '-live)')));
    live.querySelectorAll('text').forEach((one) => { one.ariaHidden = 'true'; });
    Object.assign(live, { role: 'group', ariaLabel: `${program.title}: A’s steps go right, B’s go down` }); // the name of the first one tells how many go wrong
    return { ...program, key, map: live, list: map.nextElementSibling.cloneNode(true), end, points, found, said, shown, open: said !== null || shown || words.length > 0 };
  }

  function setup(root, number) {
    const maps = root.querySelectorAll('.lab-map');
    const programs = JSON.parse(root.querySelector('script').textContent).map((program, i) => prepare(program, `${root.dataset.lab}:${i}`, maps[i]));
    let p = programs[0], word = '', passed = [0], timer = null;
    const here = () => p.nodes[passed.at(-1)];
    const verdict = () => p.ends[here()[END]]?.verdict ?? '';
    const doomed = (node) => node[BAD] > 0 && node[BAD] === node[ALL];
    const sealed = () => passed.findIndex((at) => doomed(p.nodes[at]));
    const isBad = (end) => p.ends[end].verdict !== 'right';
    const badFound = () => [...p.found.values()].filter(isBad).length;
    const complete = () => p.found.size === p.total;
    const called = ({ verdict: is }) => ({ right: p.right, wrong: p.wrong, stuck: p.stuck, dies: 'A thread died' })[is];
    const spot = (at) => p.map.querySelector(`.spot[data-at="${at}"]`);

    // ── What the reader does ──
    function run(t) {
      stop();
      const node = here(), next = node[NEXT + t], step = p.steps[node[STEP + t]], end = p.nodes[next]?.[END] ?? -1;
      if (!p.open) return tell('First say what you expect, or skip.');
      if (next < 0) return node[END] < 0 && tell(step ? `${NAMES[t]} ${node[HAND + t] || `waits: ${step}`}.` : `${NAMES[t]} has ended.`);
      if (end >= 0) { p.found.set(word + NAMES[t], end); keep(); }
      return show(word + NAMES[t], `${NAMES[t]} made its step: ${step}.`);
    }
    function show(schedule, note) { word = schedule; passed = walk(p.nodes, word); render(note); }
    function back(to = word.length - 1) { stop(); show(word.slice(0, Math.max(0, to)), 'A step back.'); }
    function restart() { stop(); show('', ''); }
    function stop() { clearInterval(timer); status.ariaBusy = 'false'; }
    function keep() { kept.set(p.key, [...p.found.keys()]); }
    function tryAll() {
      const todo = [...everySchedule(p.nodes)].filter((schedule) => !p.found.has(schedule));
      const some = matchMedia('(prefers-reduced-motion: reduce)').matches ? todo.length : Math.ceil(todo.length / SHELF);
      const tick = () => {
        const now = todo.splice(0, some);
        now.forEach((schedule) => p.found.set(schedule, p.end(schedule)));
        if (!todo.length) { stop(); keep(); }
        show(now.at(-1), '');
      };
      stop();
      timer = setInterval(tick, 120);
      status.ariaBusy = 'true'; // of many schedules, only the last one is told aloud
      tick();
    }
    function predict(said, shown = false) {
      Object.assign(p, { open: true, said, shown });
      if (said !== null || shown) kept.set(`${p.key}:said`, { said, shown });
      render('');
      (shown ? all : runs[0]).focus();
    }
    /** A point of the map was pressed: the next step leads there, or the way here came by. */
    function goTo([a, b]) {
      const t = BOTH.find((thread) => a === here()[0] + 1 - thread && b === here()[1] + thread);
      const earlier = passed.findIndex((at) => p.nodes[at][0] === a && p.nodes[at][1] === b);
      if (t !== undefined) run(t); else if (earlier >= 0) back(earlier);
    }

    // ── What stays on the page; render() fills it ──
    const tabs = part('div', 'tabs', { role: 'group', 'aria-label': 'Programs' },
      ...programs.map((program) => button('tab', program.title, () => { p = program; restart(); })));
    const [question, code, mapBox, plot, score] = ['guess', 'code', 'mapbox', 'plot', 'score'].map((name) => part('div', name));
    const [state, look, status] = ['state', 'look', 'status'].map((name) => part('p', name, name === 'status' ? { role: 'status' } : {}));
    const [trace, shelf] = [part('ol', 'trace', { 'aria-label': 'Steps so far' }), part('ul', 'shelf', { 'aria-label': 'Schedules found' })];
    const hands = BOTH.map((t) => part('p', `hand ${CLASS[t]}`));
    const ops = BOTH.map((t) => part('ul', `ops ${CLASS[t]}`, { 'aria-label': `Instructions of ${NAMES[t]}’s next step` }));
    const runs = BOTH.map((t) => button('run', '', () => run(t), { class: `lab-run ${CLASS[t]}`, 'aria-keyshortcuts': CLASS[t] }));
    const [undo, again, all] = [button('undo', 'Undo', () => back()), button('restart', 'Start again', restart), button('all', 'Try them all', tryAll)];
    const side = part('div', 'side', {}, code, state, ...hands, ...runs, part('div', 'bar', {}, trace, undo, again), status, ...ops);
    const aloud = (text) => part('span', 'aloud', {}, text); // for ears: what eyes see elsewhere
    const tell = (text, more = '') => status.replaceChildren(text, aloud(` ${more}`));
    const asked = () => `${p.predict === 'number' ? 'How many' : 'Do none, some or all'} of the ${times(p.total, 'schedule')} go wrong?`;
    function ask() {
      const name = `lab-${number}-said`;
      const input = p.predict === 'number' ? [make('input', { type: 'number', name, min: 0, max: p.total, required: true, 'aria-label': asked() })]
        : ['none', 'some', 'all'].map((value) => make('label', {}, make('input', { type: 'radio', name, value, required: true }), value));
      const onsubmit = (event) => { event.preventDefault(); predict(event.target.elements[name].value); };
      return [make('form', { onsubmit }, make('fieldset', {}, make('legend', {}, make('b', {}, 'Your prediction. '), asked()), ...input,
        make('button', { 'data-do': 'predict' }, 'Predict'), button('skip', 'Skip', () => predict(null))))];
    }
    function compare() {
      const said = p.said === null ? '' : `You said: ${p.said} of the ${times(p.total, 'schedule')} go wrong. `;
      if (!p.shown && !complete()) return [make('p', {}, said || asked()), button('truth', 'Show me', () => predict(p.said, true))];
      const right = String(p.said) === String(p.predict === 'number' ? p.bad : p.bad === 0 ? 'none' : p.bad === p.total ? 'all' : 'some');
      const judged = !said ? 'The truth' : right ? '✓ Right' : '✗ Not so';
      return [make('p', {}, said, make('b', { class: said && (right ? 'right' : 'wrong') }, `${judged}: ${p.bad} of ${p.total}.`), ` ${p.why}`)];
    }
    function drawThreads() {
      const node = here(), end = p.ends[node[END]], same = p.code[0].join('\n') === p.code[1].join('\n');
      code.classList.toggle('both', same);
      code.replaceChildren(...(same ? [BOTH] : [[0], [1]]).map((threads) => make('div', {},
        make('p', { class: 'lab-who' }, ...threads.map((t) => make('b', { class: CLASS[t] }, `Thread ${NAMES[t]}`))),
        make('ol', {}, ...p.code[threads[0]].map((line, i) => {
          const at = threads.filter((t) => node[LINE + t] === i);
          return make('li', { class: at.length ? `now ${at.map((t) => CLASS[t]).join('')}` : '' },
            ...threads.map((t) => make('i', { class: CLASS[t] }, at.includes(t) ? NAMES[t] : '')),
            make('code', { style: `--in: ${line.search(/\S|$/)}ch` }, line.trimStart()));
        })))));
      for (const t of BOTH) {
        const step = p.steps[node[STEP + t]] ?? 'has ended', ended = node[STEP + t] < 0, hand = node[HAND + t], waits = hand.startsWith('waits');
        hands[t].replaceChildren(aloud(`${NAMES[t]}: `), hand && !waits ? 'in hand ' : '', hand ? make('b', {}, hand) : ended ? 'has ended' : 'nothing in hand');
        runs[t].setAttribute('aria-disabled', String(!p.open || node[NEXT + t] < 0));
        runs[t].replaceChildren(make('b', {}, `Run ${NAMES[t]}`), make('small', {}, !ended && node[NEXT + t] < 0 ? `waits: ${step}` : step));
        const rows = p.ops?.[node[STEP + t]] ?? [];
        p.list.querySelectorAll(`.of-${CLASS[t]} > li`).forEach((row, i) => row.classList.toggle(CLASS[t], i === node[t] && !ended));
        ops[t].replaceChildren(...rows.filter(() => rows.length > 1).map(([, row]) => make('li', {}, row)));
      }
      state.className = `lab-state ${verdict()}`;
      state.replaceChildren(...p.states[node[STATE]].split(' · ').map((text) => make('span', {}, text)),
        ...(end ? [make('em', {}, end.verdict === 'right' ? '✓ right' : `✗ ${called(end)}`)] : []));
    }

    /** What is known of a point: its states, and once a schedule has gone wrong, whether every way on does. */
    function saying(nodes) {
      const states = new Set(nodes.map((node) => [p.states[node[STATE]], ...BOTH.map((t) => node[HAND + t] && `${NAMES[t]}: ${node[HAND + t]}`)]
        .filter(Boolean).join(' · ')));
      const bad = badFound() ? nodes.filter(doomed).length : 0, more = states.size > 3 ? ` – or ${times(states.size - 3, 'other state')}` : '';
      const doom = !bad ? '' : bad === nodes.length ? ' Every way on goes wrong.' : ' It depends on the way here whether every way on goes wrong.';
      return `A made ${times(nodes[0][0], 'step')}, B ${nodes[0][1]}. ${[...states].slice(0, 3).join(' – or ')}${more}.${doom}`;
    }
    function drawMap() {
      const { u, x: left, y: top } = p.map.dataset, place = (node) => [Number(left) + u * node[0], Number(top) + u * node[1]];
      const [x, y] = place(here()), end = verdict(), now = `${here()[0]},${here()[1]}`, looking = document.activeElement?.closest('.live');
      const ring = (name, [cx, cy], r, more) => make('circle', { class: name, cx, cy, r, ...more });
      const marks = passed.map((at) => ring('been', place(p.nodes[at]), end && at === passed.at(-1) ? 15 : 8.5));
      [...word].forEach((who, i) => marks.push(make('path', { class: `ran ${who.toLowerCase()}`, d: stairs(who, u, ...place(p.nodes[passed[i]])) })));
      BOTH.filter((t) => p.open && here()[NEXT + t] >= 0).forEach((t) => marks.push(make('path', {
        class: `hint ${CLASS[t]}`, d: t ? `M${x} ${y + 10}v${u - 20}m-4 -5l4 5l4 -5` : `M${x + 10} ${y}h${u - 20}m-5 -4l5 4l-5 4`,
      })));
      if (end && sealed() >= 0) marks.push(ring('tip', place(p.nodes[passed[sealed()]]), 7));
      marks.push(ring(`here ${end}`, [x, y], end ? 10 : 7));
      if (end) marks.push(make('path', { class: 'glyph', transform: `translate(${x} ${y})`, d: end === 'right' ? 'M-4 0l3 3l5 -6' : 'M-4 -4l8 8m0 -8l-8 8' }));
      p.points.forEach((nodes, point) => {
        const text = saying(nodes), tellIt = () => { look.textContent = text; };
        marks.push(ring('spot', place(nodes[0]), u / 2.6, {
          tabindex: point === now ? 0 : -1, role: 'button', 'data-at': point, 'aria-label': text, 'aria-current': point === now && 'step',
          onpointerenter: tellIt, onfocus: tellIt, onclick: () => goTo(nodes[0]),
        }));
      });
      p.map.querySelector('.live').replaceChildren(...marks);
      p.map.classList.toggle('reveal', badFound() > 0); // the point of no return is earned
      if (p.map.parentNode !== plot) { plot.replaceChildren(p.map); mapBox.replaceChildren(plot, look, p.list); }
      if (looking) spot(now).focus();
      look.textContent = saying([here()]);
    }
    function drawFound() {
      const bad = badFound(), told = p.bad > 0 && (bad > 0 || p.shown);
      score.replaceChildren(make('b', {}, `${p.found.size} of ${p.total}`), ' explored · ', make('b', { class: bad ? 'wrong' : '' },
        told ? `${bad} of ${p.bad}` : complete() ? 'not one' : 'none'), told ? ' that go wrong' : complete() ? ' goes wrong' : ' has gone wrong yet');
      const tile = (schedule, end, ...inside) => make('li', {}, make('button', {
        type: 'button', class: isBad(end) ? 'wrong' : 'right', 'aria-current': schedule === word && 'true', title: schedule,
        'aria-label': typeof inside[0] === 'string' ? null : `${schedule}: ${p.ends[end].text}. Show it.`, // words speak for themselves
        onclick: () => { stop(); show(schedule, ''); },
      }, ...inside));
      const stair = (schedule, end) => tile(schedule, end, make('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' },
        make('path', { d: stairs(schedule, 16 / Math.max(...p.size), 4, 4) + (isBad(end) ? 'm-3 -3l6 6m0 -6l-6 6' : '') })));
      const ends = p.ends.map((end, i) => [...p.found.keys()].filter((schedule) => p.found.get(schedule) === i));
      shelf.classList.toggle('kinds', p.total > SHELF);
      shelf.replaceChildren(...(p.total > SHELF
        ? ends.flatMap(([first, ...rest], i) => (first
          ? [tile(first, i, `${isBad(i) ? '✗' : '✓'} ${p.ends[i].text}: ${times(rest.length + 1, 'schedule')}`)] : []))
        : [...everySchedule(p.nodes)].map((one) => (p.found.has(one) ? stair(one, p.found.get(one)) : make('li', { class: 'unknown' })))));
      all.disabled = !p.open || complete();
    }
    function render(note) {
      const end = p.ends[here()[END]], at = end ? sealed() : -1, who = word[at - 1];
      [...tabs.children].forEach((tab, i) => tab.setAttribute('aria-pressed', String(programs[i] === p)));
      const longest = (texts = []) => Math.max(0, ...texts.map((text) => text.length)); // has its room, so that no button moves under a finger
      const hand = longest(p.nodes.flatMap((one) => one.slice(HAND, NEXT))) > 12 ? 2 : 1;
      side.style = `--ops: ${longest(p.ops)}; --step: ${Math.ceil(longest(p.steps) / 16)}; --hand: ${hand}`;
      trace.replaceChildren(...[...word].map((name, i) => make('li', { class: `${name.toLowerCase()}${i + 1 === at ? ' sealed' : ''}` }, name)));
      undo.disabled = again.disabled = !word;
      status.className = `lab-status ${verdict()}`;
      const step = at > 0 && p.steps[p.nodes[passed[at - 1]][STEP + NAMES.indexOf(who)]];
      const seal = at < 0 ? '' : step ? ` Step ${at}, ${who}’s “${step}”, sealed it: from there every schedule goes wrong.` : ' Every schedule goes wrong.';
      question.replaceChildren(...(p.open ? compare() : ask()));
      tell(!end ? note || (p.open ? 'You are the scheduler. Which thread makes the next step?' : 'First say what you expect, or skip.')
        : `${at < 0 ? '✓' : '✗'} ${called(end) === end.text ? end.text : `${called(end)}: ${end.text}`}.${seal}`,
      note ? saying([here()]) : p.open && (p.shown || complete()) ? question.textContent : '');
      [drawThreads, drawMap, drawFound].forEach((draw) => draw());
    }
    root.addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const { key, target } = event, arrow = ARROWS[key], { at } = target.dataset;
      if (arrow) event.stopPropagation(); // the book would turn its page
      const act = target.matches('input') ? null
        : at && arrow ? () => spot(at.split(',').map((steps, i) => Number(steps) + arrow[i]))?.focus() // on the map, arrows look around
          : at && (key === ' ' || key === 'Enter') ? () => target.dispatchEvent(new Event('click'))
            : { a: () => run(0), b: () => run(1), u: () => back(), r: restart, ArrowRight: () => run(0), ArrowDown: () => run(1) }[key];
      if (act) { event.preventDefault(); event.stopPropagation(); act(); }
    });
    const keys = part('p', 'keys');
    keys.innerHTML = 'Keys in the lab: <kbd>A</kbd> <kbd>B</kbd> run a thread, <kbd>U</kbd> undo, <kbd>R</kbd> start again; on the map, arrows look around.';
    root.append(part('div', 'live', {}, programs.length > 1 ? tabs : '', question, part('div', 'stage', {}, side, mapBox),
      part('div', 'found', {}, score, all, shelf), keys));
    root.classList.add('is-live');
    restart();
  }
  if (!/\/print\.html$/.test(location.pathname)) document.querySelectorAll('main .lab').forEach(setup); // print.html is for paper
})();
