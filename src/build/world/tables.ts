/** Collects words, each once, and gives their index. */
class Table<T = string> {
  readonly entries: T[] = [];
  private readonly known = new Map<string, number>();

  at(entry: T): number {
    const key = JSON.stringify(entry);
    let index = this.known.get(key);
    if (index === undefined) {
      index = this.entries.push(entry) - 1;
      this.known.set(key, index);
    }
    return index;
  }
}

export const tables = () => ({
  places: new Table<[text: string, country: string]>(),
  industries: new Table(),
  positions: new Table(),
  skills: new Table(),
  languages: new Table(),
  schools: new Table(),
  degrees: new Table(),
  hashtags: new Table(),
  sentences: new Table(),
});

export type Tables = ReturnType<typeof tables>;
