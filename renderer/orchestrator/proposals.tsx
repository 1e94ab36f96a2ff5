import { useState } from 'react';
import type { Proposal } from '../../core/decisions/proposal.ts';
import { Button } from '../ui/button.tsx';
import { StateMark } from '../ui/state-mark.tsx';
import { ProposalCard } from './proposal-card.tsx';
import { ModelSeat } from './seat.tsx';

const shownAtOnce = 6;

/** What waits for the person, what must be decided first. */
export function Proposals({ proposals }: { readonly proposals: readonly Proposal[] }) {
  const [all, setAll] = useState(false);
  const weight = ({ must, minor }: Proposal) => Number(must) - Number(minor ?? false);
  const sorted = proposals.toSorted((a, b) => weight(b) - weight(a));
  const shown = all ? sorted : sorted.slice(0, shownAtOnce);
  return (
    <section aria-label="Waits for your decision" className="flex flex-col gap-2">
      <h2 className="text-sm font-medium text-ink-3">
        Waits for your decision {proposals.length > 0 && String(proposals.length)}
      </h2>
      <ModelSeat />
      {proposals.length === 0 ? (
        <p role="status" className="rounded-card border px-4 py-3">
          <StateMark word="No decision waits for you" tone="ready" />
        </p>
      ) : (
        <ul className="flex flex-col gap-2">
          {shown.map((proposal) => (
            <ProposalCard key={proposal.key} proposal={proposal} />
          ))}
        </ul>
      )}
      {shown.length < sorted.length && (
        <Button look="quiet" onClick={() => setAll(true)} className="self-start">
          Show {sorted.length - shown.length} more
        </Button>
      )}
    </section>
  );
}
