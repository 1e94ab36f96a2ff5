import { clsx } from 'clsx';
import type { Run } from '../../../core/model/run.ts';
import type { PendingInstruction } from '../../../core/model/thread.ts';
import { shortened } from '../../../core/views/card.ts';
import type { TextRow as Text } from '../../../core/views/transcript.ts';
import { Elapsed } from '../../ui/elapsed.tsx';

const speakers = { goal: 'Goal', message: 'You', 'check-failure': 'Checks failed; asked to repair' } as const;

/** What the agent was asked to do. */
export function InstructionRow({ instruction }: { readonly instruction: PendingInstruction }) {
  const own = instruction.kind !== 'check-failure';
  return (
    <div className="py-2">
      <div className={clsx('rounded-card border px-4 py-3', own ? 'bg-card' : 'bg-transparent')}>
        <header className="flex items-center justify-between pb-1 text-sm text-ink-3">
          <span className="font-medium">{speakers[instruction.kind]}</span>
          <Elapsed since={instruction.at} suffix=" ago" />
        </header>
        <p className={clsx('untrusted max-h-60 overflow-y-auto', own ? 'text-base' : 'font-mono text-sm text-ink-2')}>
          {instruction.text}
        </p>
      </div>
    </div>
  );
}

/** Where a turn begins, and how it ended; why it failed stands here because nothing after it may say so. */
export function RunRow({ run, nth }: { readonly run: Run; readonly nth: number }) {
  const { state } = run;
  const reason = state.kind === 'ended' && state.outcome !== 'succeeded' ? shortened(state.reason, 160) : '';
  return (
    <div className="flex items-center gap-3 py-3 text-sm text-ink-3">
      <span className="whitespace-nowrap">Turn {nth}</span>
      <span className="h-px min-w-8 flex-1 bg-line" />
      <span className="truncate select-text">
        {state.kind === 'ended' ? state.outcome : state.kind}
        {reason !== '' && `: ${reason}`}
      </span>
      <Elapsed since={run.startedAt} suffix=" ago" />
    </div>
  );
}

/** The agent's own words, as plain text. */
export function TextRow({ row }: { readonly row: Text }) {
  if (row.kind === 'text') return <p className="untrusted py-1.5 leading-6">{row.text}</p>;
  return <p className="untrusted my-1.5 border-l-2 py-0.5 pl-3 text-sm text-ink-3">{row.text}</p>;
}
