import type { TranscriptItem } from '../model/harness/transcript-item.ts';
import type { Ask } from '../model/ask.ts';
import { addItem, emptyRows, toolLine, toolState } from '../views/transcript.ts';
import type { ToolRow, ToolState } from '../views/transcript.ts';
import { named } from './quote.ts';

/** An earlier try at the same instruction that ended before the instruction was done. */
export type CutOff = {
  readonly reason: string;
  readonly items: readonly TranscriptItem[];
  /** What stands of it in git, a line for each repo. */
  readonly stands: readonly string[];
};

const mostCalls = 40;

/**
 * What an agent has to know that is told the same once more: which calls got past the gate before. Undefined where there
 * were none, so that nothing can be done twice.
 */
export function cutOffText(cut: readonly CutOff[], asks: readonly Ask[]): string | undefined {
  const made = cut.flatMap(({ items }) => callsIn(items, asks));
  const last = cut.at(-1);
  if (made.length === 0 || !last) return undefined;
  const more = made.length - mostCalls;
  return [
    `# This was begun already\n\nThe turn was cut off before it was done: ${named(last.reason, 400)}. These calls had been made in it:`,
    [...(more > 0 ? [`- ${String(more)} more before these`] : []), ...made.slice(-mostCalls)].join('\n'),
    ...(last.stands.length > 0 ? [`In git stands:\n${last.stands.map((line) => `- ${line}`).join('\n')}`] : []),
    'What they did still stands. Look before you repeat one of them: what must happen only once may have happened.',
  ].join('\n\n');
}

function callsIn(items: readonly TranscriptItem[], asks: readonly Ask[]): readonly string[] {
  const folded = emptyRows();
  for (const item of items) addItem(folded, item);
  return folded.rows.flatMap((row) => (row.kind === 'tool' ? lineOf(row, asks) : []));
}

/** Nothing for a call that the gate did not let through. */
function lineOf(row: ToolRow, asks: readonly Ask[]): readonly string[] {
  const ask = asks.findLast(({ subject }) => subject.kind === 'gate' && subject.action.call === row.call.id);
  const end = row.permission && ends[toolState(row, ask)];
  return end === undefined ? [] : [`- ${named(toolLine(row.call), 300)} ${end}`];
}

const ends: Readonly<Partial<Record<ToolState, string>>> = {
  done: 'ended well',
  failed: 'failed',
  running: 'was under way: how it ended is not known',
};
