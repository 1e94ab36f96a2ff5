import type { KnownSignal, Signal } from '../../../core/model/deciding/signal.ts';
import type { SignalDraft } from './new-signal.ts';

/** What was heard of a source before and is not over, by its own names. */
export type Heard = ReadonlyMap<string, Signal>;

export function heardOf(source: string, signals: Iterable<KnownSignal>): Heard {
  const heard = new Map<string, Signal>();
  for (const { signal } of signals) if (signal.source === source && !signal.over) heard.set(signal.externalId, signal);
  return heard;
}

/** Something that is looked at now and then. What it noticed goes through one door, so nothing is noticed twice. */
export type SignalSource = {
  readonly name: string;
  readonly everyMs: number;
  /** `there`: what is new or changed; `gone`: own names of what is not there any more. */
  look(at: { readonly known: Heard; readonly now: number }): Promise<{
    readonly there: readonly SignalDraft[];
    readonly gone: readonly string[];
  }>;
};
