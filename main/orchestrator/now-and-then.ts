/** `firstMs` gives the start of the app its peace; `everyMs` is the rest between two rounds. */
export type Rhythm = { readonly firstMs: number; readonly everyMs: number };

/** Does work now and then, never two rounds at once; one that fails is told as `what`. Answers how to stop. */
export function nowAndThen(what: string, work: () => Promise<void>, { firstMs, everyMs }: Rhythm): () => void {
  let stopped = false;
  let timer: NodeJS.Timeout;
  const next = (ms: number) => {
    timer = setTimeout(() => {
      void work()
        .catch((error: unknown) => console.error(`teatree: ${what} failed`, error))
        .finally(() => !stopped && next(everyMs));
    }, ms).unref();
  };
  next(firstMs);
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
