import { clsx } from 'clsx';
import type { Run } from '../../../core/model/run.ts';
import type { PendingInstruction, Thread } from '../../../core/model/thread.ts';
import { shortened } from '../../../core/views/card.ts';
import { speakers } from '../../../core/views/reading/row-words.ts';
import type { TextRow as Text } from '../../../core/views/transcript.ts';
import { usageText } from '../../../core/views/text/usage.ts';
import { visible } from '../../../core/views/text/visible.ts';
import { waitsFor } from '../../../core/views/text/waiting.ts';
import { useHarness } from '../../mirror/harnesses.ts';
import { Glyph } from '../../ui/glyph.tsx';
import { Markdown } from '../reading/markdown.tsx';
import { LongText } from '../long-text.tsx';
import { Elapsed } from '../../ui/elapsed.tsx';

type InstructionRowProps = { readonly thread: Thread; readonly instruction: PendingInstruction };

/** What the agent was asked to do, or will be. */
export function InstructionRow({ thread, instruction }: InstructionRowProps) {
  const waits = waitsFor(thread, instruction, useHarness(thread.harness.id)?.steer);
  const own = instruction.kind !== 'check-failure';
  return (
    <div className="py-2">
      <div
        className={clsx(
          'rounded-card border px-4 py-3',
          own ? 'bg-card' : 'bg-transparent',
          waits !== undefined && 'border-dashed',
        )}
      >
        <header className="flex items-center justify-between pb-1 text-sm text-ink-3">
          <span className="font-medium">
            {speakers[instruction.kind]}
            {instruction.edited === true && <span className="font-normal"> · edited</span>}
          </span>
          {waits !== undefined && (
            <span className="mx-2 flex flex-1 items-center gap-1.5">
              <Glyph shape="dashed" className="size-3!" /> {waits}
            </span>
          )}
          <Elapsed since={instruction.at} suffix=" ago" />
        </header>
        <p className={clsx('untrusted max-h-60 overflow-y-auto', own ? 'text-base' : 'font-mono text-sm text-ink-2')}>
          <LongText text={instruction.text} />
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
        {reason !== '' && `: ${visible(reason)}`}
      </span>
      {run.usage && (
        <span className="whitespace-nowrap" title="What this turn used, as the harness says">
          {usageText(run.usage)}
        </span>
      )}
      <Elapsed since={run.startedAt} suffix=" ago" />
    </div>
  );
}

/** The agent's own words; what it thinks is plain text. */
export function TextRow({ row }: { readonly row: Text }) {
  const text = row.text.trim();
  if (text === '') return null;
  if (row.kind === 'text')
    return (
      <div className="py-1.5 leading-6">
        <LongText text={text} as={Markdown} />
      </div>
    );
  return (
    <p className="untrusted my-1.5 border-l-2 py-0.5 pl-3 text-sm text-ink-3">
      <LongText text={text} />
    </p>
  );
}
