import type { Snapshot } from '../../core/contract.ts';
import type { Ask } from '../../core/model/ask.ts';
import type { Repo } from '../../core/model/repo.ts';
import { closest } from '../../core/placed-problem.ts';
import { openAsks } from '../../core/model/thread.ts';
import type { Thread } from '../../core/model/thread.ts';
import { fail, ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';

/** A thread by its id, its number or `#number`. */
export function findThread({ threads }: Snapshot, name: string): Result<Thread> {
  const number = /^#?(\d+)$/.exec(name)?.[1];
  const found = threads.find((each) => (number === undefined ? each.thread === name : each.number === Number(number)));
  if (found) return ok(found);
  const there = threads.length === 0 ? 'There are no threads yet' : 'List them: teatree thread list';
  return fail({ code: 'thread-not-found', message: `There is no thread ${name}`, next: there });
}

/** A repo by its name or id. */
export function findRepo({ repos }: Snapshot, name: string): Result<Repo> {
  const found = repos.find((each) => each.name === name || each.id === name);
  if (found) return ok(found);
  const meant = closest(
    name,
    repos.map((each) => each.name),
  );
  const known =
    meant === undefined ? 'List them: teatree repo list · Add one: teatree repo add PATH' : `Did you mean ${meant}?`;
  return fail({ code: 'repo-not-found', message: `There is no repo ${name}`, next: known });
}

/** An ask by its id, or the only open one of a thread. */
export function findAsk(snapshot: Snapshot, name: string): Result<Ask> {
  const found = snapshot.threads.flatMap((thread) => thread.asks).find((ask) => ask.id === name);
  if (found) return ok(found);
  const list = 'List them: teatree ask list';
  const thread = /^#?\d+$|^thr_/.test(name) ? findThread(snapshot, name) : undefined;
  if (!thread) return fail({ code: 'ask-not-found', message: `There is no ask ${name}`, next: list });
  if (!thread.ok) return thread;
  const [first, ...others] = openAsks(thread.value);
  if (first && others.length === 0) return ok(first);
  const many = first ? 'has several open asks' : 'waits for no answer';
  return fail({ code: 'ask-not-found', message: `Thread #${String(thread.value.number)} ${many}`, next: list });
}

/** Names separated by commas, in the order given. */
export function findRepos(snapshot: Snapshot, names: string): Result<readonly Repo[]> {
  const repos: Repo[] = [];
  for (const name of names
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean)) {
    const repo = findRepo(snapshot, name);
    if (!repo.ok) return repo;
    repos.push(repo.value);
  }
  return ok(repos);
}
