import type { ThreadId } from '../../ids.ts';
import type { Dated } from '../../model/attention/dated.ts';
import type { Trial } from '../../model/attention/trial.ts';
import type { Thread } from '../../model/thread.ts';

/** What was found out about a thread and others, in words. */
export type Between = { readonly key: string; readonly at: number; readonly text: string; readonly reason: string };

type Threads = ReadonlyMap<ThreadId, Thread>;

/** Also what is recorded on the others. What an older version recorded without a time is left out. */
export function betweenThreads(thread: Thread, threads: Threads): readonly Between[] {
  const name = (id: ThreadId) => `#${String(threads.get(id)?.number ?? id)}`;
  const found: Between[] = [];
  for (const each of threads.values()) {
    const own = each.thread === thread.thread;
    const about = <T>(items: readonly (T & Dated)[] | undefined, other: (item: T) => ThreadId) =>
      (items ?? []).flatMap((item) => {
        if (item.at === undefined || !(own || other(item) === thread.thread)) return [];
        return [
          { item, at: item.at, name: name(own ? other(item) : each.thread), key: `${each.thread}-${other(item)}` },
        ];
      });
    for (const { item, at, name, key } of about(each.trials, (trial) => trial.other))
      found.push({ key: `tried-${key}`, at, ...trialWords(item, name) });
    for (const { item, at, name, key } of about(each.alike, ({ to }) => to)) {
      const text = item.proven ? `The same work as ${name}` : `Looks like the same work as ${name}`;
      found.push({ key: `alike-${key}`, at, text, reason: item.evidence.map((each) => each.text).join('; ') });
    }
  }
  return [...found, ...provenTogether(thread, name)];
}

function trialWords({ failed }: Trial, name: string): Pick<Between, 'text' | 'reason'> {
  if (failed.length === 0) return { text: `Merged with ${name}, the checks are green`, reason: '' };
  const names = failed.map((check) => check.name).join(', ');
  return { text: `Merged with ${name}, the checks are red: ${names}`, reason: 'Each of the two is green by itself' };
}

function provenTogether({ thread, landings }: Thread, name: (id: ThreadId) => string): readonly Between[] {
  return landings.flatMap(({ id, group, provenAt }) => {
    if (!group || provenAt === undefined) return [];
    const others = group.threads.filter((each) => each !== thread).map(name);
    const text = `Green together with ${others.join(', ')}: they land one after the other`;
    return [{ key: `proven-${id}`, at: provenAt, text, reason: '' }];
  });
}
