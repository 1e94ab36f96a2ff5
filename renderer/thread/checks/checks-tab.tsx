import { useState } from 'react';
import type { CheckRound } from '../../../core/model/check.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { headsOf, sameHeads } from '../../../core/model/change-set.ts';
import { legalActions } from '../../../core/views/legal.ts';
import { Button } from '../../ui/button.tsx';
import { Elapsed } from '../../ui/elapsed.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Select } from '../../ui/field.tsx';
import { tell } from '../../window/request.ts';
import { go } from '../../window/window-state.ts';
import { CheckRow } from './check-row.tsx';

export function ChecksTab({ thread }: { readonly thread: Thread }) {
  const [chosen, setChosen] = useState<number>();
  const round = thread.rounds.find((each) => each.round === chosen) ?? thread.rounds.at(-1);
  if (!round)
    return (
      <Empty
        title="No checks have run yet"
        text="They run on the committed tree, in a clean checkout, when the agent is done."
      />
    );
  const stale = !sameHeads(round.heads, headsOf(thread.changes));
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">
      <div className="mx-auto flex max-w-195 flex-col gap-4">
        <div className="flex items-center gap-3">
          {thread.rounds.length > 1 ? (
            <Select
              aria-label="Round"
              className="w-auto!"
              value={round.round}
              onChange={(event) => setChosen(Number(event.target.value))}
            >
              {thread.rounds.map((each) => (
                <option key={each.round} value={each.round}>
                  Round {each.round}
                </option>
              ))}
            </Select>
          ) : (
            <h2 className="font-medium">Round {round.round}</h2>
          )}
          <span className="text-sm text-ink-3">
            started <Elapsed since={round.startedAt} suffix=" ago" />
            {stale && ' · on earlier commits'}
          </span>
          <span className="flex-1" />
          {legalActions(thread).has('check') && (
            <Button onClick={() => tell('threads.check', { thread: thread.thread })}>Run checks again</Button>
          )}
        </div>
        <RepoChecks thread={thread} round={round} />
        {round.planned.every((check) => check.builtIn) && <NoChecks />}
      </div>
    </div>
  );
}

/** No checks is not green: nobody looked at these commits. */
function NoChecks() {
  return (
    <Empty
      title="No checks of their own are set up for these repos"
      text="Nothing tested these commits; they were only looked through for secrets. Checks can be added for each repo."
    >
      <Button onClick={() => go({ view: 'repos' })}>Set up checks</Button>
    </Empty>
  );
}

function RepoChecks({ thread, round }: { readonly thread: Thread; readonly round: CheckRound }) {
  return (
    <ul className="flex flex-col gap-2">
      {round.planned.map((planned) => (
        <li key={`${String(round.round)} ${planned.repo} ${planned.name}`}>
          <CheckRow thread={thread} round={round} planned={planned} />
        </li>
      ))}
    </ul>
  );
}
