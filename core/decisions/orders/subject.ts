import type { RepoId, ThreadId } from '../../ids.ts';
import type { OrderWhen } from '../../model/deciding/order.ts';
import type { KnownSignal, Signal, Trust } from '../../model/deciding/signal.ts';
import type { Thread } from '../../model/thread.ts';
import { pathsIn } from '../../signals/references.ts';
import { stem } from '../../similar/stem.ts';

/** What an order is held against: a signal, or a thread with the signals that belong to it. */
export type Subject = {
  readonly words: ReadonlySet<string>;
  readonly repos: readonly RepoId[];
  readonly paths: readonly string[];
  readonly signals: readonly Signal[];
  /** Of the least trusted that had a say in its words. */
  readonly trust: Trust;
};

export function signalSubject(signal: Signal): Subject {
  const repos = signal.repo === undefined ? [] : [signal.repo];
  return {
    words: wordsOf(signal, signal.title, signal.body),
    repos,
    paths: signal.paths,
    signals: [signal],
    trust: signal.trust,
  };
}

export function threadSubject(thread: Thread, signals: readonly Signal[]): Subject {
  const { title, goal, repos } = thread;
  const trusts = new Set(signals.map(({ trust }) => trust));
  const trust = trusts.has('outside') ? 'outside' : trusts.has('own') ? 'own' : 'person';
  const paths = [...pathsIn(goal), ...signals.flatMap((signal) => signal.paths)];
  return { words: wordsOf(thread, title, goal), repos, paths, signals, trust };
}

export function signalsByThread(signals: Iterable<KnownSignal>): ReadonlyMap<ThreadId, readonly Signal[]> {
  const found = new Map<ThreadId, Signal[]>();
  for (const { signal, fate } of signals)
    if (fate?.kind === 'thread') found.set(fate.thread, [...(found.get(fate.thread) ?? []), signal]);
  return found;
}

export function holdsFor(when: OrderWhen, subject: Subject): boolean {
  const { repo, words, paths, trust } = when;
  return (
    (repo === undefined || subject.repos.includes(repo)) &&
    (trust === undefined || subject.trust === trust) &&
    words.every((word) => formsOf(word).every((form) => subject.words.has(form))) &&
    (paths.length === 0 || paths.some((path) => subject.paths.some((each) => isIn(path, each)))) &&
    ofSignals(when, subject.signals)
  );
}

/** Source, kind and name are of one signal. */
function ofSignals({ source, kind, name }: OrderWhen, signals: readonly Signal[]): boolean {
  if (source === undefined && kind === undefined && name === undefined) return true;
  return signals.some(
    (signal) =>
      (source === undefined || signal.source === source) &&
      (kind === undefined || signal.kind === kind) &&
      (name === undefined || signal.externalId === name || /^[@:]/.test(after(name, signal.externalId))),
  );
}

function after(start: string, text: string): string {
  return text.startsWith(start) ? text.slice(start.length) : '';
}

function isIn(folder: string, path: string): boolean {
  const bare = folder.replace(/\/+$/, '');
  return path === bare || path.startsWith(`${bare}/`);
}

/** Of a long text only so much is read. */
const mostText = 20_000;

function formsOf(text: string): readonly string[] {
  return (
    text
      .slice(0, mostText)
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}_]+/gu) ?? []
  ).map(stem);
}

const known = new WeakMap<object, ReadonlySet<string>>();

/** What has changed is another object, so what was read of it stands. */
function wordsOf(of: object, ...texts: readonly string[]): ReadonlySet<string> {
  const words = known.get(of) ?? new Set(texts.flatMap(formsOf));
  known.set(of, words);
  return words;
}
