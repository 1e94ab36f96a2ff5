import { useState } from 'react';
import type { Insights } from '../../core/insights/insights.ts';
import { useMirror } from '../mirror/mirror.ts';
import { Empty } from '../ui/empty.tsx';
import { Waiting } from '../ui/waiting.tsx';
import { useAnswer } from '../window/use-answer.ts';
import { DailyCharts } from './daily-charts.tsx';
import { Figures } from './figures.tsx';
import { PassRateTable } from './pass-rate-table.tsx';
import { RuleTable } from './rule-table.tsx';
import { ThreadCosts } from './thread-costs.tsx';

const periods = [7, 30, 90] as const;
type Period = (typeof periods)[number];

/** What became of the work: how much, how fast, at what cost, and where it waited. Asked again when facts come in. */
export function InsightsView() {
  const [days, setDays] = useState<Period>(30);
  // Not at every fact: what is counted by the day is as good some facts later.
  const version = useMirror((mirror) => String(Math.floor(mirror.seq / 50)));
  const answer = useAnswer('insights.read', { days }, version);
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-5 py-6">
      <div className="mx-auto flex max-w-240 flex-col gap-6">
        <header className="flex items-center justify-between gap-4">
          <h1 className="text-xl font-semibold tracking-tight">Insights</h1>
          <PeriodChoice days={days} onChoose={setDays} />
        </header>
        {!answer && <Waiting text="Counting" />}
        {answer && !answer.ok && <p className="text-failed">{answer.error.message}</p>}
        {answer?.ok && answer.value.behind && (
          <p role="status" className="text-sm text-needs-you">
            Not everything recorded is counted yet; come back in a moment.
          </p>
        )}
        {answer?.ok && <Shown insights={answer.value.insights} />}
        <PassRateTable />
      </div>
    </div>
  );
}

function PeriodChoice({ days, onChoose }: { readonly days: Period; readonly onChoose: (days: Period) => void }) {
  return (
    <div role="group" aria-label="Period" className="hairline flex rounded-control p-0.5">
      {periods.map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={each === days}
          onClick={() => onChoose(each)}
          className={`h-7 rounded-tiny px-3 ${each === days ? 'bg-selected text-ink' : 'text-ink-2 hover:bg-hover'}`}
        >
          {each} days
        </button>
      ))}
    </div>
  );
}

function Shown({ insights }: { readonly insights: Insights }) {
  const { days, threads, rules, open } = insights;
  const nothing =
    open.asks + threads.length + rules.length === 0 && days.every(({ created, landed }) => created + landed === 0);
  if (nothing)
    return (
      <Empty title="Nothing happened in these days" text="Figures come with the first thread that is worked on." />
    );
  return (
    <>
      <Figures insights={insights} />
      <DailyCharts days={days} />
      <RuleTable rules={rules} />
      <ThreadCosts threads={threads} />
    </>
  );
}
