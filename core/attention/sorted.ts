/** A list that stays in order. */
export type Sorted<T> = {
  at(index: number): T | undefined;
  size(): number;
  values(): readonly T[];
  /** `gone` must be the very values that are in the list. */
  change(gone: ReadonlySet<T>, come: readonly T[]): void;
};

/** From so many on it is cheaper to sort the whole list than to move its rest for each. */
const many = 32;

/** `compare` is a total order: only a value itself compares as 0. */
export function createSorted<T>(compare: (a: T, b: T) => number): Sorted<T> {
  let values: T[] = [];

  function placeOf(value: T): number {
    let from = 0;
    let to = values.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (compare(values[middle] as T, value) < 0) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  return {
    at: (index) => values[index],
    size: () => values.length,
    values: () => values,
    change(gone, come) {
      if (gone.size + come.length > many) {
        values = [...values.filter((value) => !gone.has(value)), ...come].sort(compare);
        return;
      }
      for (const value of gone) values.splice(placeOf(value), 1);
      for (const value of come) values.splice(placeOf(value), 0, value);
    },
  };
}
