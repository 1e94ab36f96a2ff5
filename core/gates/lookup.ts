export type Table<T> = Readonly<Record<string, T | undefined>>;

/** The table's own entry: a program called `constructor` has none. */
export function lookup<T>(table: Table<T>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
