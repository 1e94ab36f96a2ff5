import type { TerminalId, TerminalPush } from '../../core/contract/thread/terminal-methods.ts';

type Listener = (push: TerminalPush) => void;

const listeners = new Map<TerminalId, Set<Listener>>();

/** At once: who types wants to see it. */
export function takeOutput(push: TerminalPush): void {
  for (const listener of listeners.get(push.terminal) ?? []) listener(push);
}

/** Answers how to stop listening. */
export function followTerminal(terminal: TerminalId, listener: Listener): () => void {
  const all = listeners.get(terminal) ?? new Set();
  listeners.set(terminal, all.add(listener));
  return () => {
    all.delete(listener);
    if (all.size === 0) listeners.delete(terminal);
  };
}
