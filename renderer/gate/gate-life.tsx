import { clsx } from 'clsx';
import type { Run } from '../../core/model/run.ts';
import type { Thread } from '../../core/model/thread.ts';
import { beatingRun, containedWords } from '../../core/views/gate/life.ts';
import { counted } from '../../core/views/text/counted.ts';
import { clockText } from '../../core/views/text/moment.ts';
import { visible } from '../../core/views/text/visible.ts';
import { Elapsed } from '../ui/elapsed.tsx';
import { Glyph } from '../ui/glyph.tsx';
import { useUnguarded } from './pause/use-pauses.ts';

/** The heartbeat of a working run's gate in one line of its card; before the proof nothing is claimed. */
export function GateBeat({ thread }: { readonly thread: Thread }) {
  const unguarded = useUnguarded(thread.thread);
  const run = beatingRun(thread);
  if (unguarded)
    return (
      <p className="flex items-center gap-1.5 text-needs-you">
        <Glyph shape="pause" className="size-3!" /> gate paused
      </p>
    );
  if (!run) return null;
  const { provenAt, decisions, lastAt } = run.gate;
  return (
    <p className="flex min-w-0 items-center gap-1.5 text-ink-3">
      <Glyph
        shape={provenAt === undefined ? 'dashed' : 'check'}
        className={clsx('size-3!', provenAt !== undefined && 'text-ready')}
      />
      {provenAt === undefined ? (
        <span className="truncate">gate not proven yet</span>
      ) : (
        <span className="min-w-0 flex-1 truncate" title={`Proven ${clockText(provenAt)}: it denied the canary`}>
          gate · {counted(decisions, 'decision')}
        </span>
      )}
      {provenAt !== undefined && lastAt !== undefined && <Elapsed since={lastAt} />}
      <ContainedMark run={run} />
    </p>
  );
}

/** Not contained is what a person should notice; contained is quiet. */
function ContainedMark({ run }: { readonly run: Run }) {
  const contained = containedWords(run);
  if (!contained || contained.held) return null;
  return (
    <span className="whitespace-nowrap text-needs-you" title={visible(contained.detail)}>
      not contained
    </span>
  );
}

/** The same in full: `proven 14:02 · 31 decisions · last 3 s ago`. */
export function GateLifeText({ run }: { readonly run: Run }) {
  const { provenAt, decisions, lastAt } = run.gate;
  if (provenAt === undefined) return <>not proven{run.state.kind === 'ended' ? '' : ' yet'}</>;
  return (
    <>
      proven {clockText(provenAt)} · {counted(decisions, 'decision')}
      {lastAt !== undefined && (
        <>
          {' · last '}
          <Elapsed since={lastAt} suffix=" ago" />
        </>
      )}
    </>
  );
}

export function ContainedText({ run }: { readonly run: Run }) {
  const contained = containedWords(run);
  if (!contained) return <>not known</>;
  return (
    <span className={contained.held ? '' : 'text-needs-you'}>
      {contained.held ? 'yes, ' : 'no: '}
      {visible(contained.detail)}
    </span>
  );
}
