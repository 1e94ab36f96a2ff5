import type { Snapshot } from '../../../core/contract.ts';
import { openAsks } from '../../../core/model/thread.ts';
import type { Ask } from '../../../core/model/ask.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { elapsedText } from '../../../core/views/text/elapsed.ts';
import { clean, cleanLine } from '../screen.ts';
import { repoNames } from './thread-text.ts';

/** Who asks what and why, since when, and how to answer. */
export function askPage(snapshot: Snapshot, thread: Thread, ask: Ask): string {
  const { subject } = ask;
  const repos = thread.repos.map(repoNames(snapshot)).join(', ');
  const head = `${ask.id}  #${String(thread.number)} ${cleanLine(thread.title, 60)} (${repos}), for ${elapsedText(Date.now() - ask.openedAt)}`;
  if (subject.kind !== 'gate') {
    const options = subject.options.map((option) => `  · ${cleanLine(option)}`);
    return [head, `  ${clean(subject.text)}`, ...options, `  teatree ask answer ${ask.id} --choose TEXT`].join('\n');
  }
  const { action, rule, reason, next, risk } = subject;
  return [
    head,
    `  wants: ${cleanLine(action.title, 200)}`,
    ...action.expanded.map((line) => `    ${cleanLine(line, 200)}`),
    `  in: ${cleanLine(action.cwd, 200)}`,
    ...(action.why === undefined ? [] : [`  why (it says): ${cleanLine(action.why, 200)}`]),
    `  asked by: ${rule} (risk ${risk}): ${cleanLine(reason, 200)}${next === undefined ? '' : `; ${cleanLine(next, 200)}`}`,
    `  teatree ask answer ${ask.id} --approve [--scope once|thread|repo|always] | --reject REASON`,
  ].join('\n');
}

/** Every open ask, the one that waits longest first. */
export function openAsksOf({ threads }: Snapshot): readonly { readonly thread: Thread; readonly ask: Ask }[] {
  return threads
    .filter((thread) => !thread.dropped)
    .flatMap((thread) => openAsks(thread).map((ask) => ({ thread, ask })))
    .sort((a, b) => a.ask.openedAt - b.ask.openedAt);
}
