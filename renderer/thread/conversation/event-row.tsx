import type { Ask } from '../../../core/model/ask.ts';
import type { EventRow as Row } from '../../../core/views/transcript.ts';
import { Glyph } from '../../ui/glyph.tsx';
import { AskRow } from './ask-row.tsx';
import { Milestone } from './milestones.tsx';

export function EventRow({ event, ask }: { readonly event: Row['event']; readonly ask: Ask | undefined }) {
  switch (event.type) {
    case 'message':
      return <Milestone text={event.from === 'person' ? 'You said:' : 'The factory said:'} reason={event.text} />;
    case 'question':
      return ask ? <AskRow ask={ask} /> : <Milestone text="The agent asked:" reason={event.text} />;
    case 'turn-started':
      return null;
    case 'turn-ended':
      return <Milestone text={`The turn ${endings[event.outcome]}.`} reason={event.summary} />;
    case 'plan':
      return <Plan steps={event.steps} />;
    case 'sub-agent':
      return <Milestone text={`Sub-agent ${event.state}:`} reason={event.title} />;
    case 'limit':
      return <Milestone text="A limit was reached." reason={event.message} />;
    default:
      return (
        <p role="note" className="my-1 flex items-start gap-2 rounded-control bg-deleted px-3 py-2 text-sm">
          <Glyph shape="cross" className="mt-px text-failed" />
          <span className="untrusted text-failed">{event.message}</span>
        </p>
      );
  }
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
          <span className="untrusted">{step.title}</span>
          <span className="sr-only">{step.state}</span>
        </li>
      ))}
    </ul>
  );
}
