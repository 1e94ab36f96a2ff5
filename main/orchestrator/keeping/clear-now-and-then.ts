/** Runs what is owed to finished threads now and then, one after another. `first` gives the start of the app its peace. */
export function clearNowAndThen(
  clearAway: () => Promise<void>,
  { first, every }: { readonly first: number; readonly every: number } = { first: 45_000, every: 120_000 },
): () => void {
  let stopped = false;
  let timer: NodeJS.Timeout;
  const next = (ms: number) => {
    timer = setTimeout(() => {
      void clearAway()
        .catch((error: unknown) => console.error('teatree: clearing away failed', error))
        .finally(() => !stopped && next(every));
    }, ms).unref();
  };
  next(first);
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
