export type Table<T> = Readonly<Record<string, T | undefined>>;

/** The table's own entry: a program called `constructor` has none. */
export function lookup<T>(table: Table<T>, name: string): T | undefined {
  const entry = table[name];
  return entry !== undefined && Object.hasOwn(table, name) ? entry : undefined;
}
