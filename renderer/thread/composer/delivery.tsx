import { clsx } from 'clsx';
import type { KeyboardEvent } from 'react';
import type { Input } from '../../../core/contract.ts';
import type { Steering } from '../../../core/views/text/waiting.ts';
import { Kbd } from '../../ui/kbd.tsx';

export type Delivery = NonNullable<Input<'threads.message'>['delivery']>;

const modes = [
  { delivery: 'steer', title: 'Steer', chord: undefined },
  { delivery: 'queue', title: 'Queue', chord: 'Mod+Enter' },
  { delivery: 'replace', title: 'Replace', chord: 'Mod+Shift+Enter' },
] as const;

type DeliveryChoiceProps = {
  readonly chosen: Delivery;
  readonly steer: Steering;
  readonly onChoose: (delivery: Delivery) => void;
};

/** What a message does to the turn under way. */
export function DeliveryChoice({ chosen, steer, onChoose }: DeliveryChoiceProps) {
  return (
    <div role="radiogroup" aria-label="Delivery" className="hairline flex rounded-control p-px">
      {modes.map(({ delivery, title, chord }) => (
        <button
          key={delivery}
          type="button"
          role="radio"
          aria-checked={chosen === delivery}
          title={effectOf(delivery, steer)}
          disabled={delivery === 'steer' && steer === 'next-turn'}
          onClick={() => onChoose(delivery)}
          className={clsx(
            'flex h-5.5 items-center gap-1.5 rounded-[5px] px-2 disabled:opacity-40',
            chosen === delivery ? 'bg-selected text-ink' : 'text-ink-3 hover:text-ink',
          )}
        >
          {title}
          {chord !== undefined && chosen !== delivery && (
            <span className="@max-md:hidden">
              <Kbd chord={chord} />
            </span>
          )}
        </button>
      ))}
    </div>
  );
}

/** Enter does what is chosen; Shift+Enter alone makes a new line. */
export function deliveryOf(event: KeyboardEvent, chosen: Delivery): Delivery | undefined {
  if (event.key !== 'Enter') return undefined;
  if (event.ctrlKey || event.metaKey) return event.shiftKey ? 'replace' : 'queue';
  return event.shiftKey ? undefined : chosen;
}

/** What is true of this harness, not of the best one. */
export function effectOf(delivery: Delivery, steer: Steering): string {
  if (delivery === 'queue') return 'The agent hears it when this turn is over';
  if (delivery === 'replace') return 'Stops this turn and begins another with it';
  if (steer === 'next-turn') return 'This harness hears nothing before its next turn';
  return steer === 'tool-boundary'
    ? 'Reaches the agent at its next tool call'
    : 'Reaches the agent at its next tool call, or in its next turn where the harness cannot';
}
