import { useState } from 'react';
import type { DayInsight } from '../../core/insights/insights.ts';
import { Button } from '../ui/button.tsx';
import { DayChart } from './day-chart.tsx';
import type { Line } from './day-chart.tsx';
import { moneyWords, spanWords } from './words.ts';

const hour = 3_600_000;

/** One chart for each question, with the same numbers as a table under it. */
export function DailyCharts({ days }: { readonly days: readonly DayInsight[] }) {
  return (
    <div className="grid grid-cols-[repeat(auto-fit,minmax(24rem,1fr))] gap-4 *:first:col-span-full">
      <Chart
        title="Threads a day"
        days={days}
        lines={[
          { name: 'Begun', colour: '--quiet', of: (day) => day.created, say: (day) => String(day.created) },
          { name: 'Landed', colour: '--ready', of: (day) => day.landed, say: (day) => String(day.landed) },
          { name: 'Reverted', colour: '--failed', of: (day) => day.reverted, say: (day) => String(day.reverted) },
        ]}
      />
      <Chart
        title="Waiting for you, in hours a day"
        days={days}
        lines={[
          {
            name: 'Waited',
            colour: '--needs-you',
            of: (day) => day.waitedMs / hour,
            say: (day) => spanWords(day.waitedMs),
          },
        ]}
      />
      <Chart
        title="Cost a day, in dollars"
        days={days}
        lines={[
          { name: 'Cost', colour: '--accent', of: (day) => day.cost.usd ?? null, say: (day) => moneyWords(day.cost) },
        ]}
      />
    </div>
  );
}

type ChartProps = { readonly title: string; readonly days: readonly DayInsight[]; readonly lines: readonly Line[] };

function Chart({ title, days, lines }: ChartProps) {
  const [open, setOpen] = useState(false);
  return (
    <section aria-label={title} className="hairline flex min-w-0 flex-col gap-2 rounded-card bg-card p-3">
      <header className="flex items-center gap-3">
        <h2 className="flex-1 text-sm font-medium text-ink-2">{title}</h2>
        {lines.map(({ name, colour }) => (
          <span key={name} className="flex items-center gap-1 text-sm text-ink-3">
            <span className="size-2 rounded-full" style={{ background: `var(${colour})` }} aria-hidden /> {name}
          </span>
        ))}
      </header>
      <DayChart days={days} lines={lines} />
      <Button small look="quiet" aria-expanded={open} className="self-start" onClick={() => setOpen(!open)}>
        {open ? 'Hide the numbers' : 'Show the numbers'}
      </Button>
      <div className={open ? 'max-h-60 overflow-y-auto' : 'sr-only'}>
        <table className="w-full text-sm">
          <caption className="sr-only">{title}</caption>
          <thead className="text-left text-ink-3">
            <tr>
              {['Day', ...lines.map(({ name }) => name)].map((name) => (
                <th key={name} scope="col" className="py-1 font-normal">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days.toReversed().map((day) => (
              <tr key={day.day} className="border-t">
                <th scope="row" className="py-1 text-left font-normal">
                  <time dateTime={day.day}>{day.day}</time>
                </th>
                {lines.map(({ name, say }) => (
                  <td key={name} className="tabular-nums">
                    {say(day)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
