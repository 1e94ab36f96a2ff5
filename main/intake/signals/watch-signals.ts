import type { KnownSignal, Signal } from '../../../core/model/deciding/signal.ts';
import type { Result } from '../../../core/result.ts';
import { newSignal } from './new-signal.ts';
import { heardOf } from './source.ts';
import type { SignalSource } from './source.ts';

type WatchParts = {
  readonly sources: readonly SignalSource[];
  readonly signals: () => Iterable<KnownSignal>;
  readonly receive: (signal: Signal) => Promise<Result<unknown>>;
  readonly now: () => number;
  /** Told once per source and trouble. */
  readonly onWarning: (text: string) => void;
};

/** Looks at each source by its own clock, never at one twice at a time. */
export function watchSignals({ sources, signals, receive, now, onWarning }: WatchParts): () => void {
  const stops = sources.map((source) => {
    let told = '';
    const look = async () => {
      const known = heardOf(source.name, signals());
      const { there, gone } = await source.look({ known, now: now() });
      for (const draft of there) {
        const signal = newSignal(draft);
        if (signal.ok) await receive(signal.value);
      }
      for (const id of gone) {
        const signal = known.get(id);
        if (signal) await receive({ ...signal, revision: Math.max(now(), signal.revision + 1), over: true });
      }
    };
    return every(source.everyMs, () =>
      look().catch((error: unknown) => {
        const text = error instanceof Error ? error.message : String(error);
        if (told !== text) onWarning(`Signals of ${source.name} cannot be read: ${text}`);
        told = text;
      }),
    );
  });
  return () => {
    for (const stop of stops) stop();
  };
}

/** The first look comes soon after the start, which has its own peace. */
function every(ms: number, work: () => Promise<void>): () => void {
  let stopped = false;
  let timer: NodeJS.Timeout;
  const next = (wait: number) => {
    timer = setTimeout(() => {
      void work().finally(() => {
        if (!stopped) next(ms);
      });
    }, wait).unref();
  };
  next(Math.min(ms, 2000));
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
