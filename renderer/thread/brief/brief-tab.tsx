import { useState } from 'react';
import type { RunId } from '../../../core/ids.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { momentText } from '../../../core/views/text/moment.ts';
import { Problem, Select } from '../../ui/field.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { useAnswer } from '../../window/use-answer.ts';
import { BriefFacts, BriefText } from './brief-text.tsx';

type Briefed = { readonly id: RunId; readonly at: number; readonly review: boolean };

/** What the agent is told: before the first run as it would be, afterwards as it was. */
export function BriefTab({ thread }: { readonly thread: Thread }) {
  const given = briefed(thread);
  const [picked, setPicked] = useState<RunId | 'next'>();
  const shown = picked ?? given[0]?.id ?? 'next';
  const answer = useAnswer(
    'threads.brief',
    { thread: thread.thread, ...(shown !== 'next' && { run: shown }) },
    shown === 'next' ? String(thread.updatedAt) : '',
  );
  return (
    <div tabIndex={0} role="region" aria-label="Brief" className="min-h-0 flex-1 overflow-y-auto px-5 py-4">
      <div className="mx-auto flex max-w-195 flex-col gap-4">
        <header className="flex flex-wrap items-center gap-3">
          <h2 className="flex-1 text-sm text-ink-2">
            {shown === 'next' ? 'What a new session of the agent would be told now' : 'What the agent was told'}
          </h2>
          {given.length > 0 && (
            <Select
              aria-label="Which brief"
              className="w-auto!"
              value={shown}
              onChange={(event) => setPicked(given.find(({ id }) => id === event.target.value)?.id ?? 'next')}
            >
              {given.map(({ id, at, review }) => (
                <option key={id} value={id}>
                  {review ? 'Review' : 'Run'} of {momentText(at)}
                </option>
              ))}
              <option value="next">As it would be now</option>
            </Select>
          )}
        </header>
        {!answer && <Waiting text="Writing the brief" />}
        {answer && !answer.ok && <Problem {...answer.error} />}
        {answer?.ok && (
          <>
            <BriefFacts brief={answer.value} reader={thread.harness.id} />
            <BriefText text={answer.value.text} />
          </>
        )}
      </div>
    </div>
  );
}

/** Runs that were given a brief, the newest first. */
function briefed({ runs, reviews }: Thread): readonly Briefed[] {
  const all = [
    ...runs.map((run) => ({ run, review: false })),
    ...reviews.flatMap((review) => review.runs.map((run) => ({ run, review: true }))),
  ];
  return all
    .flatMap(({ run: { id, startedAt: at, brief }, review }) => (brief === undefined ? [] : [{ id, at, review }]))
    .sort((a, b) => Number(a.review) - Number(b.review) || b.at - a.at);
}
