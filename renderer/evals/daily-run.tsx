import type { DailyStanding } from '../../core/evals/page/daily.ts';
import type { Settings } from '../../core/settings.ts';
import { clockText, dayText } from '../../core/views/text/moment.ts';
import { useReadyAgents } from '../mirror/harnesses.ts';
import { useSettings } from '../mirror/selectors.ts';
import { Select } from '../ui/field.tsx';
import { tell } from '../window/request.ts';
import { agentName } from './words.ts';

const budgets = [1, 2, 5, 10, 20, 50];

function save(dailyEvals: Settings['dailyEvals']): void {
  tell('settings.update', { patch: { dailyEvals } });
}

/** Whether all is tried every day, by whom and for how much; how that went last, and when it comes next. */
export function DailyRunSection({ daily }: { readonly daily: DailyStanding }) {
  const { dailyEvals } = useSettings();
  const agents = useReadyAgents() ?? [];
  const chosen = dailyEvals === 'off' ? undefined : dailyEvals;
  const known = ['replay', ...agents.map(({ id }) => id)];
  const choices = chosen && !known.includes(chosen.harness) ? [...known, chosen.harness] : known;
  const title = (id: string) => agents.find((agent) => agent.id === id)?.title ?? agentName(id);
  return (
    <section
      aria-label="Daily run"
      className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-card border bg-card px-4 py-3"
    >
      <div className="min-w-60 flex-1">
        <h2 className="font-medium">Daily run</h2>
        <p className="untrusted text-sm text-pretty text-ink-3">{dailyWords(daily, chosen !== undefined)}</p>
      </div>
      <div className="w-52 shrink-0">
        <Select
          aria-label="Agent of the daily run"
          value={chosen?.harness ?? ''}
          onChange={({ target: { value } }) =>
            save(value === '' ? 'off' : { harness: value, maxUsd: chosen?.maxUsd ?? 5 })
          }
        >
          <option value="">Off</option>
          {choices.map((id) => (
            <option key={id} value={id}>
              {id === 'replay' ? 'Scripted agent, free' : title(id)}
            </option>
          ))}
        </Select>
      </div>
      {chosen && (
        <div className="w-40 shrink-0">
          <Select
            aria-label="Money of a day"
            value={String(chosen.maxUsd)}
            onChange={({ target: { value } }) => save({ ...chosen, maxUsd: Number(value) })}
          >
            {[...new Set([...budgets, chosen.maxUsd])].map((usd) => (
              <option key={usd} value={String(usd)}>
                ${usd} a day
              </option>
            ))}
          </Select>
        </div>
      )}
    </section>
  );
}

function dailyWords({ last, nextAt }: DailyStanding, on: boolean): string {
  const cost = last && last.usd > 0 ? `, $${last.usd.toFixed(2)}` : '';
  const early = last?.stopped === undefined ? '' : `, ended early: ${last.stopped}`;
  const before = last
    ? `Last on ${last.day}: ${last.green ? 'green' : 'not green'}, ${String(last.trials)} trials${cost}${early}.`
    : 'Not run yet.';
  if (!on) return last ? before : 'Tries every scenario once a day, behind all other work, until the money is spent.';
  const next = nextAt === undefined ? 'as soon as there is room' : `from ${dayText(nextAt)}, ${clockText(nextAt)}`;
  return `${before} Next ${next}.`;
}
