import type { ExitCode } from './command.ts';

/** The question was understood and the answer is no: what stands in the way is the state of things. */
const NEGATIVE = new Set([
  ...['thread-working', 'thread-asks', 'thread-landing', 'thread-landed', 'thread-dropped', 'not-halted', 'no-turn'],
  ...['nothing-to-land', 'nothing-to-check', 'not-checked', 'checks-red', 'heads-moved', 'not-cleared'],
  ...['proposal-over', 'board-changed', 'decision-undone', 'signal-decided', 'not-dropped'],
  ...['thread-waits', 'nothing-to-change', 'linked-already', 'not-linked', 'link-circle'],
  ...['seat-off', 'nothing-proposed', 'seat-taken', 'harness-limited'],
  ...['ask-answered', 'ask-withdrawn', 'ask-stale', 'repo-in-use', 'internal'],
]);

/** Nothing was executed: there was no factory to ask, or it could not be reached. */
const NOT_EXECUTED = new Set([
  ...[
    'home-unusable',
    'already-running',
    'schema-newer',
    'settings-not-written',
    'disk-full',
    'git-missing',
    'git-too-old',
  ],
  ...[
    'store-unusable',
    'journal-unwritable',
    'backup-failed',
    'not-reachable',
    'not-running',
    'connection-lost',
    'closing',
    'bad-token',
    'bad-hello',
  ],
]);

/** Everything else is about what was typed. */
export function exitCodeOf(code: string): ExitCode {
  if (code === 'interrupted') return 130;
  if (NOT_EXECUTED.has(code)) return 3;
  return NEGATIVE.has(code) ? 1 : 2;
}
