import type { Ask } from '../../../core/model/ask.ts';
import type { EventRow as Row } from '../../../core/views/transcript.ts';
import { eventWords } from '../../../core/views/reading/event-words.ts';
import { clockText } from '../../../core/views/text/moment.ts';
import { visible } from '../../../core/views/text/visible.ts';
import { Glyph } from '../../ui/glyph.tsx';
import { AskRow } from './ask-row.tsx';
import { Milestone } from './milestones.tsx';

export function EventRow({ event, ask }: { readonly event: Row['event']; readonly ask: Ask | undefined }) {
  switch (event.type) {
    case 'question':
      return ask ? <AskRow ask={ask} /> : <Told event={event} />;
    case 'message':
    case 'session':
    case 'turn-ended':
    case 'sub-agent':
    case 'mode':
    case 'note':
      return <Told event={event} />;
    case 'turn-started':
      return null;
    case 'plan':
      return <Plan steps={event.steps} />;
    case 'limit':
      return <Limit limit={event} />;
    default:
      return (
        <p role="note" className="my-1 flex items-start gap-2 rounded-control bg-deleted px-3 py-2 text-sm">
          <Glyph shape="cross" className="mt-px text-failed" />
          <span className="untrusted text-failed">{visible(event.message)}</span>
        </p>
      );
  }
}

function Told({ event }: { readonly event: Row['event'] }) {
  return <Milestone {...eventWords(event)} />;
}

function Limit({ limit }: { readonly limit: Extract<Row['event'], { type: 'limit' }> }) {
  return (
    <p className="untrusted flex gap-2 py-2 text-sm text-needs-you">
      <Glyph shape="pause" className="mt-px" />
      <span>
        {eventWords(limit).text}
        {limit.retryAt !== undefined && ` Nothing works before ${clockText(limit.retryAt)}.`}
        <span className="text-ink-3"> {visible(limit.message)}</span>
      </span>
    </p>
  );
}

function Plan({ steps }: { readonly steps: Extract<Row['event'], { type: 'plan' }>['steps'] }) {
  const shapes = { pending: 'dashed', active: 'half', done: 'check' } as const;
  return (
    <ul className="flex flex-col gap-1 py-2">
      {steps.map((step, index) => (
        <li key={index} className="flex items-center gap-2 text-ink-2">
          <Glyph shape={shapes[step.state]} className={step.state === 'active' ? 'text-working' : 'text-quiet'} />
          <span className="untrusted">{visible(step.title)}</span>
          <span className="sr-only">{step.state}</span>
        </li>
      ))}
    </ul>
  );
}
