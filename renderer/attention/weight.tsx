import { useState } from 'react';
import type { Input } from '../../core/contract.ts';
import { Priority, Size, untriaged } from '../../core/model/attention/triage.ts';
import type { Thread } from '../../core/model/thread.ts';
import { Field, Select, TextInput } from '../ui/field.tsx';
import { tell } from '../window/request.ts';

/** How much a thread weighs, which decides when its turn comes. What is changed counts at once. */
export function Weight({ thread: { thread, triage = untriaged } }: { readonly thread: Thread }) {
  const { priority, size, due, boost, background } = triage;
  const weigh = (patch: Omit<Input<'threads.triage'>, 'thread'>) => tell('threads.triage', { thread, ...patch });
  return (
    <div className="grid grid-cols-2 gap-x-2 gap-y-3">
      <Field label="Priority">
        {(named) => (
          <Select
            {...named}
            value={priority}
            onChange={(event) => weigh({ priority: Priority.parse(event.target.value) })}
          >
            {Priority.options.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Size">
        {(named) => (
          <Select {...named} value={size} onChange={(event) => weigh({ size: Size.parse(Number(event.target.value)) })}>
            {[...Size.values].map((each) => (
              <option key={each} value={each}>
                {sizeWords[each]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div className="col-span-2">
        <Field label="Due">
          {(named) => (
            <Late
              {...named}
              key={due}
              type="datetime-local"
              given={due === undefined ? '' : localText(due)}
              onGive={(text) => weigh({ due: text === '' ? null : new Date(text).getTime() })}
            />
          )}
        </Field>
      </div>
      <Field label="Boost">
        {(named) => (
          <Late
            {...named}
            key={boost}
            type="number"
            min={-100}
            max={100}
            given={String(boost)}
            onGive={(text) => weigh({ boost: Math.max(-100, Math.min(100, Number(text))) })}
          />
        )}
      </Field>
      <label className="col-span-2 flex items-center gap-2 text-sm text-ink-2">
        <input type="checkbox" checked={background} onChange={(event) => weigh({ background: event.target.checked })} />
        Has time: whenever there is room
      </label>
    </div>
  );
}

const sizeWords = { 1: '1 · errand', 2: '2 · small', 3: '3 · usual', 5: '5 · large', 8: '8 · largest' } as const;

type LateProps = Omit<React.ComponentProps<'input'>, 'value' | 'onChange'> & {
  readonly given: string;
  readonly onGive: (text: string) => void;
};

/** Counts when it is left or Enter is pressed, not at each key. */
function Late({ given, onGive, ...rest }: LateProps) {
  const [text, setText] = useState(given);
  const give = () => {
    if (text !== given) onGive(text);
  };
  return (
    <TextInput
      {...rest}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={give}
      onKeyDown={(event) => event.key === 'Enter' && give()}
    />
  );
}

/** As a field for a date and a time reads it: in local time, without a zone. */
function localText(at: number): string {
  const minutes = new Date(at).getTimezoneOffset();
  return new Date(at - minutes * 60_000).toISOString().slice(0, 16);
}
