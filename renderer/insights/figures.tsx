import type { Insights } from '../../core/insights/insights.ts';
import { Elapsed } from '../ui/elapsed.tsx';
import { moneyWords, spanWords, unknownRuns } from './words.ts';
import type { ReactNode } from 'react';

/** The period in a few figures. */
export function Figures({ insights }: { readonly insights: Insights }) {
  const { days, lead, answers, waitedMs, open, landings, cost } = insights;
  const undone = landings.reverted + landings['partly-landed'];
  return (
    <dl className="grid grid-cols-3 gap-3">
      <Figure name="Landed" value={String(landings.landed)}>
        {perDay(landings.landed, days.length)} · {landings.refused} refused
      </Figure>
      <Figure name="Reverted" value={String(undone)}>
        beside {landings.landed} that landed
        {landings['partly-landed'] > 0 && ` · ${String(landings['partly-landed'])} in part`}
      </Figure>
      <Figure name="Lead time, median" value={lead.count === 0 ? '–' : spanWords(lead.medianMs)}>
        {lead.count === 0 ? 'nothing landed' : `90 % within ${spanWords(lead.p90Ms)}`}
      </Figure>
      <Figure name="Threads waited for you" value={waitedMs === 0 ? '–' : spanWords(waitedMs)}>
        {answers.count === 0
          ? 'you answered nothing'
          : `${String(answers.count)} answers, median ${spanWords(answers.medianMs)}`}
      </Figure>
      <Figure name="Waiting now" value={String(open.asks)}>
        {open.since === undefined ? (
          'no open ask'
        ) : (
          <>
            the oldest for <Elapsed since={open.since} />
          </>
        )}
      </Figure>
      <Figure name="Cost" value={moneyWords(cost)}>
        {unknownRuns(cost)}
      </Figure>
    </dl>
  );
}

function Figure({
  name,
  value,
  children,
}: {
  readonly name: string;
  readonly value: string;
  readonly children: ReactNode;
}) {
  return (
    <div className="hairline flex flex-col rounded-card bg-card p-3">
      <dt className="text-sm text-ink-3">{name}</dt>
      <dd className="text-xl font-semibold tracking-tight">{value}</dd>
      <dd className="text-sm text-ink-2">{children}</dd>
    </div>
  );
}

function perDay(count: number, days: number): string {
  return `${(count / days).toFixed(1)} a day`;
}
