import type { Ask } from '../../model/ask.ts';
import { roundVerdict } from '../../model/check.ts';
import type { ConversationRow } from '../conversation.ts';
import { landingWords } from '../landing.ts';
import { toolState } from '../transcript.ts';
import type { TranscriptRow } from '../transcript.ts';

/** What a person looks for in a long conversation. */
export type Landmark = 'ask' | 'failure';

/** The row with it after `from`, or before; round the ends. Undefined where there is none. */
export function nextLandmark<R extends { readonly kind: string }>(
  rows: readonly (ConversationRow | R)[],
  landmark: Landmark,
  { from, step }: { readonly from: number; readonly step: 1 | -1 },
): number | undefined {
  const isOne = landmark === 'ask' ? (row: ConversationRow) => askOf(row) !== undefined : isFailure;
  const count = rows.length;
  for (let away = 1; away <= count; away += 1) {
    const index = (((from + away * step) % count) + count) % count;
    const row = rows[index];
    if (row && isConversation(row) && isOne(row)) return index;
  }
  return undefined;
}

function isConversation<R extends { readonly kind: string }>(row: ConversationRow | R): row is ConversationRow {
  return row.kind !== 'folded';
}

export function askOf(row: ConversationRow): Ask | undefined {
  return row.kind === 'ask' || row.kind === 'transcript' ? row.ask : undefined;
}

export function isFailure(row: ConversationRow): boolean {
  switch (row.kind) {
    case 'run':
      return row.run.state.kind === 'ended' && !['succeeded', 'interrupted'].includes(row.run.state.outcome);
    case 'checks':
      return roundVerdict(row.round) === 'red';
    case 'landing':
      return landingWords(row.landing).tone === 'failed';
    case 'transcript':
      return failedThere(row.row, row.ask);
    default:
      return false;
  }
}

function failedThere(row: TranscriptRow, ask: Ask | undefined): boolean {
  if (row.kind === 'tool') return ['failed', 'denied'].includes(toolState(row, ask));
  if (row.kind !== 'event') return false;
  return row.event.type === 'error' || (row.event.type === 'turn-ended' && row.event.outcome === 'failed');
}
