import type { Ask, AskSubject } from '../../../core/model/ask.ts';
import { visible } from '../../../core/views/text/visible.ts';

type GateFactsProps = {
  readonly subject: Extract<AskSubject, { kind: 'gate' }>;
  readonly asks: readonly Ask[];
  readonly compact: boolean;
};

/** What would really run, where, why the agent wants it, and which rule asked. */
export function GateFacts({ subject, asks, compact }: GateFactsProps) {
  const { action, rule, reason, next, notes } = subject;
  const differs = action.expanded.length > 1 || (action.expanded[0] ?? action.raw).trim() !== action.raw.trim();
  const many = asks.length > 1;
  return (
    <div className="flex flex-col gap-2.5">
      {many && <p className="font-medium">{asks.length} threads want this</p>}
      {!many && action.title.trim() !== action.raw.trim() && (
        <p className="font-medium break-words">{visible(action.title)}</p>
      )}
      {action.why !== undefined && <p className="untrusted text-ink-2">“{visible(action.why)}”</p>}
      <pre
        aria-label="The action as written"
        className="untrusted max-h-40 overflow-y-auto rounded-control bg-canvas px-3 py-2 font-mono text-code"
      >
        {visible(action.raw)}
      </pre>
      {differs && (
        <div className="text-sm text-ink-3">
          <p>Would really run</p>
          <ul aria-label="Would really run" className="max-h-40 overflow-y-auto font-mono text-ink-2">
            {action.expanded.map((line, index) => (
              <li key={index} className="untrusted">
                {visible(line)}
              </li>
            ))}
          </ul>
        </div>
      )}
      <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-3 gap-y-1 text-sm">
        {!many && <Row name="in" value={action.cwd} mono />}
        <Row name="rule" value={`${rule}: ${reason}`} />
        {notes?.map((note) => (
          <Row key={note} name="note" value={note} />
        ))}
        {next !== undefined && !compact && <Row name="approving" value={next} />}
      </dl>
    </div>
  );
}

function Row({
  name,
  value,
  mono = false,
}: {
  readonly name: string;
  readonly value: string;
  readonly mono?: boolean;
}) {
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd className={`untrusted text-ink-2 ${mono ? 'font-mono' : ''}`}>{visible(value)}</dd>
    </>
  );
}
