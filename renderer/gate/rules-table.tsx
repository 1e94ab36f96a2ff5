import { clsx } from 'clsx';
import { useDeferredValue, useState } from 'react';
import type { PolicyView, RuleReport } from '../../core/model/gate.ts';
import { ruleLines } from '../../core/views/gate/rules.ts';
import type { RuleLine } from '../../core/views/gate/rules.ts';
import { TextInput } from '../ui/field.tsx';
import { RuleRow, onlyWide } from './rule-row.tsx';
import { useGate, usePauses } from './pause/use-pauses.ts';

const columns = [
  { title: 'Asked', hint: 'How often it asked you', narrow: true },
  { title: 'Denied', hint: 'How often it refused', narrow: true },
  { title: 'Would', hint: 'How often it would have spoken, had it not been paused', narrow: false },
  { title: 'Broke', hint: 'How often it threw, was late or made no sense', narrow: false },
] as const;

type RulesTableProps = { readonly policy: PolicyView; readonly report: readonly RuleReport[] };

/** The liveness report: each rule, whether its examples hold now, and what it did so far. */
export function RulesTable({ policy, report }: RulesTableProps) {
  const [words, setWords] = useState('');
  const wanted = useDeferredValue(words.trim().toLowerCase());
  const lines = ruleLines({ policy, report, gate: useGate(), pauses: usePauses() });
  const shown = lines.filter((line) => saysSomethingOf(line, wanted));
  return (
    <section aria-label="Rules" className="flex flex-col gap-2">
      <header className="flex items-center justify-between gap-4">
        <h2 className="text-sm font-medium text-ink-3">
          {wanted === '' ? `${String(lines.length)} rules` : `${String(shown.length)} of ${String(lines.length)} rules`}
        </h2>
        <TextInput
          aria-label="Filter the rules"
          placeholder="Filter"
          value={words}
          onChange={(event) => setWords(event.target.value)}
          className="h-7! w-44!"
        />
      </header>
      <div className="@container overflow-x-auto rounded-card border bg-card">
        <table className="w-full table-fixed text-sm tabular-nums">
          <thead>
            <tr className="text-left text-ink-3">
              <th className="h-8 px-4 font-normal">Rule</th>
              {columns.map(({ title, hint, narrow }) => (
                <th key={title} title={hint} className={clsx('w-14 px-2 text-right font-normal', !narrow && onlyWide)}>
                  {title}
                </th>
              ))}
              <th className={clsx('w-20 px-2 text-right font-normal', onlyWide)}>Last</th>
              <th className="w-20 px-2 font-normal" title="Its own examples, judged just now">
                Examples
              </th>
              <th className="w-36 px-2">
                <span className="sr-only">Switch</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((line) => (
              <RuleRow key={`${line.layer} ${line.source} ${line.id}`} line={line} />
            ))}
          </tbody>
        </table>
        {shown.length === 0 && <p className="px-4 py-6 text-center text-ink-3">No rule says that.</p>}
      </div>
    </section>
  );
}

function saysSomethingOf({ id, title, layer, source }: RuleLine, words: string): boolean {
  return `${id} ${title} ${layer} ${source}`.toLowerCase().includes(words);
}
