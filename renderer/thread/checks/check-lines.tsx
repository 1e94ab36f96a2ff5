import type { CheckEnd, CheckRound, PlannedCheck } from '../../../core/model/check.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { repoName } from '../../../core/views/card.ts';
import { durationText } from '../../../core/views/text/elapsed.ts';
import { useMirror } from '../../mirror/mirror.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import { openThread } from '../../window/window-state.ts';
import { checkMark } from './check-mark.ts';

/** The checks of a round in one line each. */
export function CheckLines({ thread, round }: { readonly thread: Thread; readonly round: CheckRound }) {
  return (
    <ul className="flex flex-col">
      {round.planned.map((planned) => (
        <li key={`${planned.repo} ${planned.name}`}>
          <CheckLine thread={thread} round={round} planned={planned} />
        </li>
      ))}
    </ul>
  );
}

function CheckLine({
  thread,
  round,
  planned,
}: {
  readonly thread: Thread;
  readonly round: CheckRound;
  readonly planned: PlannedCheck;
}) {
  const repo = useMirror((mirror) => repoName(mirror.factory.repos, planned.repo));
  const end = endOf(round, planned);
  return (
    <button
      type="button"
      onClick={() => openThread(thread.thread, 'checks')}
      className="-mx-2 flex h-7 w-[calc(100%+16px)] items-center gap-2 rounded-control px-2 text-sm hover:bg-hover"
    >
      <span className="min-w-0 flex-1 truncate text-left text-ink-2">
        {thread.repos.length > 1 && <span className="text-ink-3">{repo} </span>}
        {planned.name}
      </span>
      {end && <span className="text-ink-3">{durationText(end.durationMs)}</span>}
      <StateMark {...checkMark(round, end)} />
    </button>
  );
}

export function endOf(round: CheckRound, planned: PlannedCheck): CheckEnd | undefined {
  return round.ended.find((end) => end.repo === planned.repo && end.name === planned.name);
}
