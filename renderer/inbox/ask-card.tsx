import { clsx } from 'clsx';
import type { Ask } from '../../core/model/ask.ts';
import { askLine } from '../../core/views/board.ts';
import { visible } from '../../core/views/text/visible.ts';
import { Elapsed } from '../ui/elapsed.tsx';
import { StateMark } from '../ui/state-mark.tsx';
import { askMark } from './ask-mark.ts';
import { AskActions } from './ask-actions.tsx';
import { AskedBy } from './asked-by.tsx';
import { Expiry } from './gate/expiry.tsx';
import { GateFacts } from './gate/gate-facts.tsx';
import { ThreadActions } from './thread-actions.tsx';

type AskCardProps = {
  /** The same decision asked by one or several threads. */
  readonly asks: readonly Ask[];
  /** Takes the keyboard. */
  readonly active?: boolean;
  /** Stands beside its thread, which therefore needs no introduction. */
  readonly compact?: boolean;
};

export function AskCard({ asks, active = false, compact = false }: AskCardProps) {
  const [first] = asks;
  if (!first) return null;
  const { subject } = first;
  return (
    <article
      aria-label={visible(askLine(first))}
      data-ask={first.id}
      className={clsx(
        'flex flex-col gap-3 rounded-card border bg-card shadow-card transition-colors duration-150',
        compact ? 'p-3' : 'p-4',
        isUngated(first) && 'border-failed',
        active && 'border-line-strong ring-1 ring-accent',
      )}
    >
      <header className="flex items-center gap-3 text-sm">
        <StateMark {...askMark(first)} />
        {subject.kind === 'gate' && <Risk risk={subject.risk} />}
        <span className="flex-1" />
        <Expiry asks={asks} />
        <span className="text-ink-3">
          waiting <Elapsed since={Math.min(...asks.map((ask) => ask.openedAt))} />
        </span>
        {!compact && <ThreadActions ask={first} active={active} />}
      </header>
      {subject.kind === 'gate' ? (
        <GateFacts subject={subject} asks={asks} compact={compact} />
      ) : (
        <p className="untrusted max-h-60 overflow-y-auto text-base">{visible(subject.text)}</p>
      )}
      {!compact && <AskedBy asks={asks} />}
      <AskActions asks={asks} active={active} compact={compact} />
    </article>
  );
}

function isUngated({ subject }: Ask): boolean {
  return subject.kind === 'stuck' && subject.code === 'ungated';
}

function Risk({ risk }: { readonly risk: 'low' | 'medium' | 'high' | 'critical' }) {
  const severe = risk === 'high' || risk === 'critical';
  return (
    <span
      className={clsx(
        'rounded-tiny px-1.5 leading-5',
        severe ? 'bg-deleted-strong text-failed' : 'bg-selected text-ink-2',
      )}
    >
      {risk} risk
    </span>
  );
}
