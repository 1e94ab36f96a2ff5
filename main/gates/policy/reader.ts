import type { Layer, Text } from './layer.ts';

/** A layer with where its text comes from. */
export type Reader = { readonly layer: Layer; refresh(): Promise<void> };

/** One reading at a time: an older one never overtakes a newer one. */
export function createReader(layer: Layer, read: () => Promise<Text>): Reader {
  let last: Promise<void> = Promise.resolve();
  const refresh = async () => layer.take(await read());
  return { layer, refresh: () => (last = last.then(refresh, refresh)) };
}

/** A reading that failed is none: the next one who asks has it read anew. */
export function atMostEvery(ms: number, now: () => number, read: () => Promise<Text>): () => Promise<Text> {
  let at = -Infinity;
  let text: Promise<Text> | undefined;
  return () => {
    if (text === undefined || now() - at > ms) {
      at = now();
      text = read().catch((error: unknown) => {
        at = -Infinity;
        throw error;
      });
    }
    return text;
  };
}
