import type { ConversationRow } from '../conversation.ts';
import { askOf, isFailure } from './places.ts';

/** How much of a conversation is in sight. */
export const densities = ['everything', 'normal', 'summary'] as const;
export type Density = (typeof densities)[number];

/** What a density leaves out between two rows that it shows. */
export type Folded = {
  readonly kind: 'folded';
  readonly key: string;
  readonly actions: number;
  readonly remarks: number;
};
export type ShownRow = ConversationRow | Folded;

/**
 * `normal` leaves out what the agent thinks and what is about its program alone; `summary` leaves the last words of each
 * turn, what was asked, what failed, and what happened around it.
 */
export function atDensity(rows: readonly ConversationRow[], density: Density): readonly ShownRow[] {
  if (density === 'everything') return rows;
  if (density === 'normal') return rows.filter((row) => !isAside(row));
  const last = lastRemarks(rows);
  const shown: ShownRow[] = [];
  for (const row of rows) {
    const before = shown.at(-1);
    if (inSummary(row, last)) shown.push(row);
    else if (isAside(row)) continue;
    else if (before?.kind === 'folded') shown[shown.length - 1] = counted(before, row);
    else shown.push(counted({ kind: 'folded', key: `folded-${row.key}`, actions: 0, remarks: 0 }, row));
  }
  return shown;
}

function isAside(row: ConversationRow): boolean {
  if (row.kind !== 'transcript') return false;
  const { row: said } = row;
  return said.kind === 'thought' || (said.kind === 'event' && said.event.type === 'session');
}

function inSummary(row: ConversationRow, last: ReadonlySet<ConversationRow>): boolean {
  return row.kind !== 'transcript' || last.has(row) || askOf(row) !== undefined || isFailure(row);
}

/** The last that an agent said before something else than the agent came. */
function lastRemarks(rows: readonly ConversationRow[]): ReadonlySet<ConversationRow> {
  const found = new Set<ConversationRow>();
  let latest: ConversationRow | undefined;
  for (const row of rows) {
    if (row.kind === 'transcript') {
      if (row.row.kind === 'text') latest = row;
      continue;
    }
    if (row.kind !== 'run' && row.kind !== 'instruction') continue;
    if (latest) found.add(latest);
    latest = undefined;
  }
  if (latest) found.add(latest);
  return found;
}

function counted(folded: Folded, row: ConversationRow): Folded {
  const action = row.kind === 'transcript' && row.row.kind === 'tool';
  return action ? { ...folded, actions: folded.actions + 1 } : { ...folded, remarks: folded.remarks + 1 };
}
