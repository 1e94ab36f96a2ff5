import { counted } from '../../core/views/text/counted.ts';
import { Button } from '../ui/button.tsx';
import { openDialog } from '../window/window-state.ts';
import { AttentionList } from './attention-list.tsx';
import { Decided } from './decided.tsx';
import { Orders } from './orders/orders.tsx';
import { LandingOrder } from './landing-order.tsx';
import { Proposals } from './proposals.tsx';
import { useProposals, useSeen } from './use-decisions.ts';

/** The big picture: what it sees, what it proposes, what comes first and why, and what was decided. */
export function OrchestratorView() {
  const { signals, threads, repos } = useSeen();
  const proposals = useProposals();
  return (
    <div tabIndex={0} role="region" aria-label="Orchestrator" className="min-h-0 flex-1 overflow-y-auto px-5 py-6">
      <div className="mx-auto flex max-w-240 flex-col gap-8">
        <header className="flex flex-wrap items-start gap-x-6 gap-y-3">
          <div className="min-w-60 flex-1">
            <h1 className="text-xl font-semibold tracking-tight">Orchestrator</h1>
            <p className="text-pretty text-ink-2">
              It sees {counted(threads, 'open thread')} in {counted(repos, 'repo')} and{' '}
              {signals === 0 ? 'no open signal' : counted(signals, 'open signal')}. Rules decide what a machine can
              check; everything else is yours.
            </p>
          </div>
          <Button onClick={() => openDialog({ kind: 'signal' })}>Add a signal…</Button>
        </header>
        <Proposals proposals={proposals} />
        <Orders />
        <LandingOrder />
        <AttentionList />
        <Decided />
      </div>
    </div>
  );
}
