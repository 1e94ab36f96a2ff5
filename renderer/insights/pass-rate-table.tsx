import { assistedShare, passRates } from '../../core/evals/page/pass-rates.ts';
import type { PassRate } from '../../core/evals/page/pass-rates.ts';
import { visible } from '../../core/views/text/visible.ts';
import { countCell } from '../evals/words.ts';
import { Section } from '../ui/section.tsx';
import { useAnswer } from '../window/use-answer.ts';

const shown = 15;

/** How often agents keep to each scenario now, beside what was accepted. */
export function PassRateTable() {
  const answer = useAnswer('evals.page', {});
  if (answer && !answer.ok) return <p className="text-failed">{answer.error.message}</p>;
  const rates = answer ? passRates(answer.value) : [];
  if (rates.length === 0) return null;
  return (
    <Section title="Pass rates of evals, deepest drop first">
      <table className="w-full text-sm">
        <thead className="text-left text-ink-3">
          <tr>
            {['Scenario', 'Agent', 'Now', 'Accepted', 'By a denial'].map((name) => (
              <th key={name} scope="col" className={`py-1 pr-4 font-normal ${name === 'Scenario' ? 'w-1/2' : ''}`}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rates.slice(0, shown).map((each) => (
            <Row key={JSON.stringify([each.id, each.harness, each.model])} rate={each} />
          ))}
        </tbody>
      </table>
      <p className="text-sm text-ink-3">
        {rates.length > shown && `and ${String(rates.length - shown)} more. `}
        {assistedWords(assistedShare(rates))}
      </p>
    </Section>
  );
}

function Row({ rate: { title, harness, model, now, accepted, assisted } }: { readonly rate: PassRate }) {
  const agent = harness === 'replay' ? 'scripted' : [harness, model].filter((each) => each !== undefined).join(', ');
  return (
    <tr className="border-t">
      <th scope="row" className="untrusted py-1.5 pr-4 text-left font-normal wrap-anywhere">
        {visible(title)}
      </th>
      <td className="untrusted pr-4 wrap-anywhere">{visible(agent)}</td>
      {[now, accepted].map((counts, index) => (
        <td key={index} className="pr-4 tabular-nums">
          {countCell(counts)}
        </td>
      ))}
      <td className="tabular-nums">{assisted}</td>
    </tr>
  );
}

function assistedWords(share: number | undefined): string {
  return share === undefined
    ? 'Nothing passed.'
    : `${String(Math.round(share * 100))} % of what passed was led there by a denial of the gate.`;
}
