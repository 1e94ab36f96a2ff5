import { useState } from 'react';
import { RotateCcw } from 'lucide-react';
import { isAlive } from '../../../core/model/run.ts';
import { currentRun } from '../../../core/model/thread.ts';
import type { ThreadId } from '../../../core/ids.ts';
import type { Thread } from '../../../core/model/thread.ts';
import type { CheckpointMoment } from '../../../core/model/workspace/checkpoint.ts';
import { reasonWords } from '../../../core/model/workspace/checkpoint.ts';
import { repoName } from '../../../core/views/card.ts';
import { sizeText } from '../../../core/views/text/size.ts';
import { visible } from '../../../core/views/text/visible.ts';
import { momentText } from '../../../core/views/text/moment.ts';
import { useMirror } from '../../mirror/mirror.ts';
import { Button } from '../../ui/button.tsx';
import { Problem } from '../../ui/field.tsx';
import { Fact, Facts, Section } from '../../ui/section.tsx';
import { useAnswer } from '../../window/use-answer.ts';
import { request } from '../../window/request.ts';
import { CheckpointFiles } from './checkpoint-files.tsx';

const shownAtOnce = 5;

/** The saved states of the thread's work. A restore saves the present first, so it can be taken back. */
export function CheckpointFacts({ thread }: { readonly thread: Thread }) {
  const [all, setAll] = useState(false);
  const [restored, setRestored] = useState(0);
  const answer = useAnswer(
    'checkpoints.list',
    { thread: thread.thread },
    `${String(thread.updatedAt)} ${String(restored)}`,
  );
  if (!answer) return null;
  if (!answer.ok)
    return (
      <Section title="Checkpoints">
        <Problem {...answer.error} />
      </Section>
    );
  const { moments, bytes } = answer.value;
  if (moments.length === 0) return null;
  const restore = (number: number) =>
    void request('checkpoints.restore', { thread: thread.thread, number }).then(() => setRestored(restored + 1));
  const idle = thread.workspace.kind === 'ready' && !isAlive(currentRun(thread));
  return (
    <Section title="Checkpoints" aside={<span className="text-sm text-ink-2">{sizeText(bytes)} on disk</span>}>
      <Facts wide>
        {moments.slice(0, all ? moments.length : shownAtOnce).map((moment) => (
          <Fact key={moment.number} name={`checkpoint ${String(moment.number)}`}>
            <Moment thread={thread.thread} moment={moment} onRestore={idle ? restore : undefined} />
          </Fact>
        ))}
      </Facts>
      {moments.length > shownAtOnce && !all && (
        <Button small className="self-start" onClick={() => setAll(true)}>
          Show all {moments.length}
        </Button>
      )}
    </Section>
  );
}

type MomentProps = {
  readonly thread: ThreadId;
  readonly moment: CheckpointMoment;
  readonly onRestore: ((number: number) => void) | undefined;
};

function Moment({ thread, moment, onRestore }: MomentProps) {
  const [open, setOpen] = useState(false);
  const repos = useMirror((mirror) => mirror.factory.repos);
  const { number, at, reason, parts } = moment;
  const leftOut = parts.flatMap((part) => part.leftOut.map(({ path }) => path));
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span>
        {momentText(at)}, {reasonWords[reason]}: {parts.map(({ repo }) => repoName(repos, repo)).join(', ')}
        {leftOut.length > 0 && `, without ${visible(leftOut.join(', '))}`}
      </span>
      <Button
        small
        look="quiet"
        aria-expanded={open}
        aria-label={`Files of checkpoint ${String(number)}`}
        onClick={() => setOpen(!open)}
      >
        Files
      </Button>
      {onRestore && (
        <Button small aria-label={`Restore checkpoint ${String(number)}`} onClick={() => onRestore(number)}>
          <RotateCcw className="size-3" aria-hidden /> Restore
        </Button>
      )}
      {open && <CheckpointFiles thread={thread} number={number} />}
    </div>
  );
}
