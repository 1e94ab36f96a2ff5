import type { ThreadId } from '../../core/ids.ts';
import { durationText } from '../../core/views/text/elapsed.ts';
import { clockText, dayText } from '../../core/views/text/moment.ts';
import type { Bar } from '../../core/views/runs/timeline.ts';

/** What the person stands on. */
export type Looked = { readonly thread: ThreadId; readonly bar: Bar };

/** `run 2, failed, 14:03 to 14:09, 6 m` */
export function barWords({ name, word, from, to }: Bar, now: number): string {
  const until = to === undefined ? 'now' : clockText(to);
  return `${name}, ${word}, ${clockText(from)} to ${until}, ${durationText((to ?? now) - from)}`;
}

/** By the local clock; midnight is named by its day. */
export function tickText(at: number): string {
  const date = new Date(at);
  const midnight = date.getHours() === 0 && date.getMinutes() === 0;
  return midnight ? dayText(at) : clockText(at);
}
