import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { checkStream } from '../../../core/contract.ts';
import type { CheckRound, PlannedCheck } from '../../../core/model/check.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { durationText } from '../../../core/views/text/elapsed.ts';
import { printed, visible } from '../../../core/views/text/visible.ts';
import type { TranscriptRow } from '../../../core/views/transcript.ts';
import { MakeLesson } from '../../learning/make-lesson.tsx';
import { useTranscripts } from '../../mirror/transcripts.ts';
import { RepoChip } from '../../ui/chip.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { endOf } from './check-lines.tsx';
import { checkMark } from './check-mark.ts';

type CheckRowProps = { readonly thread: Thread; readonly round: CheckRound; readonly planned: PlannedCheck };

/** One check: its state, how long it took, the exact command, and on demand what it printed. */
export function CheckRow({ thread, round, planned }: CheckRowProps) {
  const end = endOf(round, planned);
  const failed = end !== undefined && end.outcome !== 'passed';
  const [wanted, setWanted] = useState<boolean>();
  const open = wanted ?? failed;
  return (
    <article aria-label={`${planned.name} in ${planned.repo}`} className="overflow-hidden rounded-card border bg-card">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setWanted(!open)}
        className="flex min-h-10 w-full items-center gap-3 px-3 text-left hover:bg-hover"
      >
        <ChevronRight
          className={`size-3.5 shrink-0 text-ink-3 transition-transform duration-150 ${open ? 'rotate-90' : ''}`}
          aria-hidden
        />
        <StateMark {...checkMark(round, end)} className="w-28 text-sm" />
        <span className="font-medium">{planned.name}</span>
        <RepoChip id={planned.repo} />
        <code className="min-w-0 flex-1 truncate font-mono text-code text-ink-3">{visible(planned.command)}</code>
        {end?.exitCode !== undefined && end.exitCode !== 0 && (
          <span className="text-sm text-ink-3">exit {end.exitCode}</span>
        )}
        {end && <span className="text-sm text-ink-3">{durationText(end.durationMs)}</span>}
      </button>
      {failed && open && (
        <div className="border-t px-2 py-1">
          <MakeLesson
            of={{
              ...{ kind: 'check', thread: thread.thread, round: round.round },
              ...{ repo: planned.repo, check: planned.name },
            }}
          />
        </div>
      )}
      {open && (
        <Output
          stream={checkStream({ thread: thread.thread, round: round.round, repo: planned.repo, name: planned.name })}
          tail={end?.tail ?? ''}
          command={planned.command}
        />
      )}
    </article>
  );
}

function Output({
  stream,
  tail,
  command,
}: {
  readonly stream: string;
  readonly tail: string;
  readonly command: string;
}) {
  const [shown] = useTranscripts([stream]);
  const whole = shown?.rows.map(outputOf).join('') ?? '';
  const text = printed(whole === '' ? tail : whole);
  return (
    <pre
      aria-label="Output"
      className="untrusted max-h-100 overflow-y-auto border-t bg-canvas px-4 py-3 font-mono text-code text-ink-2"
    >
      <span className="text-ink-3">$ {visible(command)}</span>
      {'\n'}
      {text === '' ? <span className="text-ink-3">It has printed nothing.</span> : text}
    </pre>
  );
}

/** A check's stream holds text, or the output of one tool call, depending on who ran it. */
function outputOf(row: TranscriptRow): string {
  if (row.kind === 'tool') return row.output;
  return row.kind === 'text' ? row.text : '';
}
