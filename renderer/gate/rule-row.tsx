import { clsx } from 'clsx';
import { Lock } from 'lucide-react';
import type { PauseTarget, RuleView } from '../../core/model/gate.ts';
import { pauseLeft } from '../../core/views/gate/pauses.ts';
import type { RuleLine } from '../../core/views/gate/rules.ts';
import { visible } from '../../core/views/text/visible.ts';
import { Button } from '../ui/button.tsx';
import { Elapsed } from '../ui/elapsed.tsx';
import { Glyph } from '../ui/glyph.tsx';
import { useClockText } from '../window/clock.ts';
import { tell } from '../window/request.ts';
import { openDialog } from '../window/window-state.ts';

/** Columns that give way in a narrow window. */
export const onlyWide = '@max-4xl:hidden';

export function RuleRow({ line }: { readonly line: RuleLine }) {
  const { id, title, tally, examples, pause } = line;
  return (
    <tr data-rule={id} className="border-t align-baseline hover:bg-hover">
      <td className="px-4 py-1.5">
        <span className="block">
          <span className="pr-2 font-mono text-ink-2">{visible(id)}</span>
          <span className="untrusted text-base">{visible(title)}</span>
          <Origin line={line} />
        </span>
        {pause && <Left pause={pause} />}
        {tally.broke > 0 && (
          <span className="block text-failed">
            Broke {tally.broke === 1 ? 'once' : `${String(tally.broke)} times`}: it threw, was late or made no sense
          </span>
        )}
        {examples && examples.failed.length > 0 && (
          <span className="untrusted block text-failed">
            Does not answer as it says: {visible(examples.failed.join(' · '))}
          </span>
        )}
      </td>
      <Figure value={tally.asked} />
      <Figure value={tally.denied} />
      <Figure value={tally.would} tone="text-needs-you" className={onlyWide} />
      <Figure value={tally.broke} tone="text-failed" className={onlyWide} />
      <td className={clsx('px-2 text-right whitespace-nowrap text-ink-3', onlyWide)}>
        {tally.last === undefined ? <span aria-label="never">–</span> : <Elapsed since={tally.last} suffix=" ago" />}
      </td>
      <td className="px-2 whitespace-nowrap">
        <Examples examples={examples} />
      </td>
      <td className="px-2 text-right">
        <RuleSwitch line={line} />
      </td>
    </tr>
  );
}

const layers: Readonly<Record<RuleView['layer'], string>> = {
  default: '',
  user: 'yours',
  repo: 'repo',
  thread: 'thread',
};

const verbs = { allow: 'allows', ask: 'asks', deny: 'denies' } as const;

const locks = {
  all: 'Safety: no file may loosen it',
  denials: 'Safety: no file may loosen what it denies',
} as const;

function Origin({ line: { layer, source, safety, verdict } }: { readonly line: RuleLine }) {
  return (
    <>
      {layers[layer] !== '' && (
        <span className="hairline ml-2 rounded-tiny px-1 whitespace-nowrap text-ink-2" title={visible(source)}>
          {layers[layer]}
          {verdict !== undefined && ` · ${verbs[verdict]}`}
        </span>
      )}
      {safety !== false && (
        <Lock
          role="img"
          aria-label={safety === true ? locks.all : locks.denials}
          className={clsx('ml-2 inline size-3', safety === true ? 'text-ink-2' : 'text-ink-3')}
        >
          <title>{safety === true ? locks.all : locks.denials}</title>
        </Lock>
      )}
    </>
  );
}

function Left({ pause }: { readonly pause: NonNullable<RuleLine['pause']> }) {
  const left = useClockText((now) => pauseLeft(pause, now));
  return <span className="block text-needs-you">Paused {left}</span>;
}

type FigureProps = { readonly value: number; readonly tone?: string; readonly className?: string };

/** Nought is quiet, so that what happened stands out. */
function Figure({ value, tone = 'text-ink', className }: FigureProps) {
  return <td className={clsx('px-2 text-right', value === 0 ? 'text-ink-3' : tone, className)}>{value}</td>;
}

function Examples({ examples }: { readonly examples: RuleLine['examples'] }) {
  if (!examples) return <span className="text-ink-3">…</span>;
  const { passed, failed } = examples;
  if (passed + failed.length === 0) return <span className="text-ink-3">none</span>;
  return (
    <span className={clsx('inline-flex items-center gap-1', failed.length > 0 ? 'text-failed' : 'text-ink-2')}>
      <Glyph
        shape={failed.length > 0 ? 'cross' : 'check'}
        className={clsx('size-3!', failed.length === 0 && 'text-ready')}
      />
      {failed.length > 0 ? `${String(failed.length)} fail` : `${String(passed)} hold`}
    </span>
  );
}

function RuleSwitch({ line: { id, pause, removable } }: { readonly line: RuleLine }) {
  const target: PauseTarget = { kind: 'rule', rule: id };
  if (pause)
    return (
      <Button small aria-label={`Resume rule ${id}`} onClick={() => tell('gate.resume', { target })}>
        Resume
      </Button>
    );
  if (id === canary) return <span className="pr-2 text-ink-3">always on</span>;
  return (
    <span className="flex justify-end">
      {removable && (
        <Button
          small
          look="quiet"
          aria-label={`Remove rule ${id}`}
          onClick={() => tell('gate.removeRule', { rule: id })}
        >
          Remove
        </Button>
      )}
      <Button
        small
        look="quiet"
        aria-label={`Pause rule ${id}`}
        onClick={() => openDialog({ kind: 'pause-gate', target })}
      >
        Pause…
      </Button>
    </span>
  );
}

/** The rule that proves the gate alive is never paused. */
const canary = 'CANARY';
