import { clsx } from 'clsx';
import type { HarnessInfo } from '../../../core/contract.ts';
import { visible } from '../../../core/views/text/visible.ts';
import { HarnessGlyph } from '../../ui/chip.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { Glyph } from '../../ui/glyph.tsx';
import type { Shape } from '../../ui/glyph.tsx';
import { CommandLine } from '../../ui/rows/command-line.tsx';
import type { Draft } from '../draft.ts';

/** What is chosen so far; an empty model is the harness's own default. */
export type HarnessDraft = Pick<Draft, 'harness' | 'model'>;

type HarnessFieldProps = {
  readonly draft: HarnessDraft;
  readonly harnesses: readonly HarnessInfo[];
  readonly onChange: (change: Partial<HarnessDraft>) => void;
};

/** Every harness there could be: what is ready first; what is missing folded, with the way to get it. */
export function HarnessField({ draft, harnesses, onChange }: HarnessFieldProps) {
  const chosen = harnesses.find((each) => each.id === draft.harness);
  const missing = harnesses.filter(({ state }) => state === 'missing');
  const there = harnesses.filter(({ state }) => state !== 'missing');
  const sorted = there.toSorted((a, b) => Number(b.state === 'ready') - Number(a.state === 'ready'));
  const choices = (all: readonly HarnessInfo[]) => (
    <div className="grid grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] gap-1.5">
      {all.map((each) => (
        <Choice
          key={each.id}
          harness={each}
          chosen={each === chosen}
          onChoose={() => onChange({ harness: each.id, model: '' })}
        />
      ))}
    </div>
  );
  return (
    <>
      <fieldset className="flex flex-col gap-2">
        <legend className="pb-1.5 text-sm font-medium text-ink-2">Harness</legend>
        {choices(sorted)}
        {missing.length > 0 && (
          <details open={chosen?.state === 'missing' || undefined}>
            <summary className="w-fit cursor-default pb-1.5 text-sm text-ink-2">
              {missing.length} more, not installed
            </summary>
            {choices(missing)}
          </details>
        )}
      </fieldset>
      {chosen && <About harness={chosen} />}
      {chosen?.state === 'ready' && chosen.model && (
        <Field label="Model" hint="Empty: the harness's own default.">
          {(named) => (
            <TextInput
              {...named}
              value={draft.model}
              onChange={(event) => onChange({ model: event.target.value })}
              className="font-mono text-code"
            />
          )}
        </Field>
      )}
    </>
  );
}

const states: Readonly<
  Record<HarnessInfo['state'], { readonly shape: Shape; readonly tone: string; readonly word: string }>
> = {
  ready: { shape: 'check', tone: 'text-ready', word: 'ready' },
  missing: { shape: 'dashed', tone: 'text-quiet', word: 'not installed' },
  unsupported: { shape: 'slash', tone: 'text-needs-you', word: 'not supported' },
};

type ChoiceProps = { readonly harness: HarnessInfo; readonly chosen: boolean; readonly onChoose: () => void };

function Choice({ harness, chosen, onChoose }: ChoiceProps) {
  const { shape, tone, word } = states[harness.state];
  return (
    <label
      className={clsx(
        'flex h-11 items-center gap-2.5 rounded-control border px-2.5 has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-accent',
        chosen ? 'border-accent bg-selected' : 'hover:bg-hover',
      )}
    >
      <input type="radio" name="harness" className="sr-only" checked={chosen} onChange={onChoose} />
      <HarnessGlyph id={harness.id} />
      <span className="min-w-0 flex-1 leading-4">
        <span className="block truncate">{visible(harness.title)}</span>
        <span className={clsx('flex items-center gap-1 truncate text-sm', tone)}>
          <Glyph shape={shape} className="size-3!" />
          {word}
          {harness.version !== undefined && <span className="truncate text-ink-2">{visible(harness.version)}</span>}
        </span>
      </span>
    </label>
  );
}

const gates = {
  callback: 'It asks the gate about every call, over its own connection.',
  hook: 'A hook asks the gate before every call.',
  plugin: 'A plugin asks the gate before every call.',
  permission: 'It asks the gate only where it asks for permission; its other calls are held back by containment alone.',
} as const;

/** What the choice means, before anything is started. */
function About({ harness }: { readonly harness: HarnessInfo }) {
  const { state, text, next, gate, steer, gaps = [] } = harness;
  if (state === 'ready' && gate === undefined && gaps.length === 0) return null;
  return (
    <div
      aria-label={`About ${visible(harness.title)}`}
      role="group"
      className="flex flex-col gap-1.5 text-sm text-ink-2"
    >
      {state !== 'ready' && <p className="untrusted text-needs-you">{visible(text)}</p>}
      {state !== 'ready' && next !== undefined && <CommandLine command={next} />}
      {gate !== undefined && <p>{gates[gate]}</p>}
      {steer === 'next-turn' && <p>It hears a message only in its next turn.</p>}
      {gaps.length > 0 && (
        <ul className="list-disc pl-4 text-ink-3">
          {gaps.map((gap) => (
            <li key={gap} className="untrusted">
              {visible(gap)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
