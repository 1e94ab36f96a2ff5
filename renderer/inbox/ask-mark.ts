import type { Ask } from '../../core/model/ask.ts';
import type { Tone } from '../../core/views/board.ts';

/** What kind of decision waits, in the words of the board. */
export function askMark(ask: Ask): { readonly word: string; readonly tone: Tone } {
  if (ask.subject.kind === 'gate') return { word: 'waiting for approval', tone: 'needs-you' };
  return ask.subject.kind === 'question'
    ? { word: 'needs input', tone: 'needs-you' }
    : { word: stuckWords[ask.subject.code], tone: 'failed' };
}

const stuckWords = {
  'run-failed': 'run failed',
  'run-crashed': 'run crashed',
  'checks-failed': 'checks failed',
  'no-changes': 'no changes',
  'workspace-failed': 'workspace failed',
  'same-denial': 'denied again and again',
  uncommitted: 'uncommitted files',
  ungated: 'ungated',
} as const;
