import type { Ask } from '../../../core/model/ask.ts';
import type { EventRow as Row } from '../../../core/views/transcript.ts';
import { capabilitiesText } from '../../../core/views/text/capabilities.ts';
import { visible } from '../../../core/views/text/visible.ts';
import { Glyph } from '../../ui/glyph.tsx';
import { AskRow } from './ask-row.tsx';
import { Milestone } from './milestones.tsx';

export function EventRow({ event, ask }: { readonly event: Row['event']; readonly ask: Ask | undefined }) {
  switch (event.type) {
    case 'message':
      return (
        <Milestone text={event.from === 'person' ? 'You said:' : 'The factory said:'} reason={visible(event.text)} />
      );
    case 'question':
      return ask ? <AskRow ask={ask} /> : <Milestone text="The agent asked:" reason={visible(event.text)} />;
    case 'session':
      return <Milestone text="The agent is up." reason={capabilitiesText(event.can)} />;
    case 'turn-started':
      return null;
    case 'turn-ended':
      return <Milestone text={`The turn ${endings[event.outcome]}.`} reason={visible(event.summary)} />;
    case 'plan':
      return <Plan steps={event.steps} />;
    case 'sub-agent':
      return <Milestone text={`Sub-agent ${event.state}:`} reason={visible(event.title || event.id)} />;
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

const limits = {
  retry: 'The harness tries again by itself.',
  rate: 'A rate limit was reached.',
  quota: 'The quota is used up.',
  overload: 'The model is overloaded.',
  login: 'Nobody is signed in.',
} as const;

function Limit({ limit }: { readonly limit: Extract<Row['event'], { type: 'limit' }> }) {
  return (
    <p className="untrusted flex gap-2 py-2 text-sm text-needs-you">
      <Glyph shape="pause" className="mt-px" />
      <span>
        {limits[limit.kind]}
        {limit.retryAt !== undefined && ` Nothing works before ${new Date(limit.retryAt).toLocaleTimeString()}.`}
        <span className="text-ink-3"> {visible(limit.message)}</span>
      </span>
    </p>
  );
}

const endings = {
  completed: 'was completed',
  failed: 'failed',
  interrupted: 'was interrupted',
  refused: 'was refused',
} as const;

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
