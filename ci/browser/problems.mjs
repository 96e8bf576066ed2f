// What the checks have found, each said once: page, way of looking, what, where.
export class Problems {
  #found = new Map();

  // `how` is the way of looking ("navy, from disk, 390 px"); the same fault on a page seen in several ways is one problem.
  add(page, how, what, where = '') {
    const key = [page, what, where].join('\n');
    if (!this.#found.has(key)) this.#found.set(key, { page, what, where, hows: new Set() });
    this.#found.get(key).hows.add(how);
  }

  get count() {
    return this.#found.size;
  }

  // All but the first ones.
  print(without) {
    for (const { page, what, where, hows } of [...this.#found.values()].slice(without)) {
      console.log(`${page} (${[...hows].join('; ')}): ${what}${where && `\n  at: ${where}`}`);
    }
  }
}
