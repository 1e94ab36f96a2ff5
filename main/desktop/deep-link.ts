import type { Place } from '../../core/contract.ts';
import type { Thread } from '../../core/model/thread.ts';

const views = ['board', 'inbox', 'gate', 'repos', 'orchestrator', 'insights', 'settings'] as const;

export function isDeepLink(word: string): boolean {
  return /^teatree:/i.test(word);
}

/**
 * Where `teatree://thread/12` or `teatree://inbox` leads. Anybody can make a link, so nothing but a place comes out of
 * one; undefined for what is not understood, or a thread that is not there.
 */
export function placeOfLink(link: string, threads: Iterable<Thread>): Place | undefined {
  const [, where, number] = /^teatree:\/\/([a-z]{1,20})(?:\/([1-9]\d{0,8}))?\/?$/.exec(link) ?? [];
  if (where === 'thread' && number !== undefined) {
    const thread = [...threads].find((each) => each.number === Number(number));
    return thread && { view: 'thread', thread: thread.thread };
  }
  const view = number === undefined ? views.find((each) => each === where) : undefined;
  return view && { view };
}
