/** Lets at most `size` of the given works go on at once; the others wait in order. */
export function limit(size: number) {
  let free = size;
  const waiting: (() => void)[] = [];

  return async function within<T>(work: () => Promise<T>): Promise<T> {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
