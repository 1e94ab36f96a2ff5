import { join } from 'node:path';
import { lastInMirror } from './mirror.ts';
import { openSound } from './soundness.ts';

type JournalExam = {
  readonly journal: { readonly kind: 'sound' } | { readonly kind: 'damaged'; readonly reason: string };
  /** The last entry that the mirror holds; 0 without one. */
  readonly mirrored: number;
};

/** Looks at the journal's files on the disk, beside those that have them open. Changes nothing. */
export function examineJournal(folder: string): JournalExam {
  const mirrored = lastInMirror(join(folder, 'journal.mirror'))?.seq ?? 0;
  const opened = openSound(join(folder, 'journal.sqlite'), { synchronous: 'FULL' });
  if (opened.kind === 'sound') {
    opened.database.close();
    return { journal: { kind: 'sound' }, mirrored };
  }
  return { journal: { kind: 'damaged', reason: opened.kind === 'missing' ? 'it is gone' : opened.reason }, mirrored };
}
