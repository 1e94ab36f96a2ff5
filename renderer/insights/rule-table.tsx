import type { Insights } from '../../core/insights/insights.ts';
import { visible } from '../../core/views/text/visible.ts';
import { Section } from '../ui/section.tsx';

const shown = 15;

/** How often each rule of the gate spoke, and what it said. */
export function RuleTable({ rules }: { readonly rules: Insights['rules'] }) {
  if (rules.length === 0) return null;
  const most = Math.max(...rules.map(({ allow, deny, ask }) => allow + deny + ask));
  return (
    <Section title="Verdicts of the gate, by rule">
      <table className="w-full text-sm">
        <thead className="text-left text-ink-3">
          <tr>
            {['Rule', '', 'Allowed', 'Asked', 'Denied'].map((name) => (
              <th key={name} scope="col" className={`py-1 font-normal ${name === '' ? 'w-1/2' : ''}`}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rules.slice(0, shown).map(({ rule, allow, deny, ask }) => (
            <tr key={rule} className="border-t">
              <th scope="row" className="py-1.5 text-left font-normal wrap-anywhere">
                {visible(rule)}
              </th>
              <td aria-hidden className="pr-4">
                <span className="flex h-2 overflow-hidden rounded-full bg-hover">
                  <Bar part={allow / most} colour="bg-ready" />
                  <Bar part={ask / most} colour="bg-needs-you" />
                  <Bar part={deny / most} colour="bg-failed" />
                </span>
              </td>
              {[allow, ask, deny].map((count, index) => (
                <td key={index} className="tabular-nums">
                  {count}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rules.length > shown && (
        <p className="text-sm text-ink-3">and {rules.length - shown} rules that spoke less often</p>
      )}
    </Section>
  );
}

function Bar({ part, colour }: { readonly part: number; readonly colour: string }) {
  return <span className={colour} style={{ width: `${String(part * 100)}%` }} />;
}
