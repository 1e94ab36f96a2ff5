import { clsx } from 'clsx';
import type { ShownCall, ShownRecording } from '../../../core/evals/page/shown-recording.ts';
import { visible } from '../../../core/views/text/visible.ts';
import { Problem } from '../../ui/field.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { useAnswer } from '../../window/use-answer.ts';
import { outcomeTones } from '../words.ts';

type TrialPairProps = { readonly file: string; readonly recording: string };

/** What an agent did in a trial, beside a good one: where they part is marked. */
export function TrialPairView({ file, recording }: TrialPairProps) {
  const answer = useAnswer('evals.trial', { file, recording });
  if (!answer) return <Waiting text="Reading the trial" />;
  if (!answer.ok) return <Problem message={answer.error.message} next={answer.error.next} />;
  const { trial, good } = answer.value;
  return (
    <div className="grid gap-3 lg:grid-cols-2">
      <Transcript title="This trial" shown={trial} />
      {good && <Transcript title="One that passed" shown={good} />}
    </div>
  );
}

function Transcript({ title, shown }: { readonly title: string; readonly shown: ShownRecording }) {
  const { outcome, gateAssisted, reasons, calls, reply, skills } = shown;
  return (
    <section aria-label={title} className="min-w-0 overflow-hidden rounded-control border bg-card">
      <header className="flex h-8 items-center gap-3 border-b px-3 text-sm">
        <h4 className="flex-1 font-medium">{title}</h4>
        <StateMark word={gateAssisted ? `${outcome}, gate-assisted` : outcome} tone={outcomeTones[outcome]} />
      </header>
      <div className="flex flex-col gap-2 p-3 text-sm">
        {reasons.map((reason) => (
          <p key={reason} className="untrusted text-failed wrap-anywhere">
            {visible(reason)}
          </p>
        ))}
        {skills.length > 0 && <p className="untrusted text-ink-3">Took up: {visible(skills.join(', '))}</p>}
        {calls.length === 0 && <p className="text-ink-3">It called nothing.</p>}
        <ol aria-label="Calls" className="flex flex-col gap-0.5">
          {calls.map((call, at) => (
            <Call key={at} call={call} />
          ))}
        </ol>
        {reply !== '' && (
          <p className="untrusted border-t pt-2 whitespace-pre-wrap text-ink-2 select-text">{visible(reply)}</p>
        )}
      </div>
    </section>
  );
}

const markWords = { 'must-not': 'must not', wanted: 'wanted', other: 'only here' } as const;

function Call({ call: { title, verdict, mark } }: { readonly call: ShownCall }) {
  return (
    <li
      className={clsx(
        'flex items-baseline gap-2 rounded-tiny px-1.5 py-0.5',
        mark === 'must-not' && 'bg-deleted',
        mark === 'other' && 'bg-hover',
      )}
    >
      <code className="untrusted min-w-0 flex-1 font-mono text-code wrap-anywhere select-text">{visible(title)}</code>
      {mark && <span className="text-ink-3">{markWords[mark]}</span>}
      {verdict !== 'allow' && <span className="text-failed">{verdict === 'deny' ? 'denied' : 'asked'}</span>}
    </li>
  );
}
