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

  // Takes away all but the first ones, and says on which pages they were.
  forget(without) {
    const taken = [...this.#found].slice(without);
    taken.forEach(([key]) => this.#found.delete(key));
    return new Set(taken.map(([, { page }]) => page));
  }

  // All but the first ones, if their page is not one of these, are taken away.
  onlyOn(pages, without) {
    for (const [key, { page }] of [...this.#found].slice(without)) if (!pages.has(page)) this.#found.delete(key);
  }

  // All but the first ones.
  print(without) {
    for (const { page, what, where, hows } of [...this.#found.values()].slice(without)) {
      console.log(`${page} (${[...hows].join('; ')}): ${what}${where && `\n  at: ${where}`}`);
    }
  }
}
