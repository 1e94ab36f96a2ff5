import { useState } from 'react';
import type { BriefView } from '../../../core/brief/brief-view.ts';
import type { RunId } from '../../../core/ids.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { visible } from '../../../core/views/text/visible.ts';
import { Problem, Select } from '../../ui/field.tsx';
import { Fact, Facts } from '../../ui/section.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { useAnswer } from '../../window/use-answer.ts';
import { LongText } from '../long-text.tsx';
import { when } from '../facts/when.ts';

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
      <div className="mx-auto flex max-w-205 flex-col gap-4">
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
                  {review ? 'Review' : 'Run'} of {when(at)}
                </option>
              ))}
              <option value="next">As it would be now</option>
            </Select>
          )}
        </header>
        {!answer && <Waiting text="Writing the brief" />}
        {answer && !answer.ok && <Problem {...answer.error} />}
        {answer?.ok && <Brief brief={answer.value} thread={thread} />}
      </div>
    </div>
  );
}

function Brief({ brief, thread }: { readonly brief: BriefView; readonly thread: Thread }) {
  const { text, hash, skills, notGiven, cuts, read, run } = brief;
  const named = skills.filter(({ why }) => why !== undefined);
  const others = skills.filter(({ why }) => why === undefined);
  return (
    <>
      <Facts wide>
        {!read && run === undefined && (
          <Fact name="read by">nobody: the {thread.harness.id} harness follows its recipe</Fact>
        )}
        <Fact name="sha256" mono>
          {hash}
        </Fact>
        <Fact name="size">{text.length.toLocaleString('en')} characters</Fact>
        {named.map((skill) => (
          <Fact key={skillWords(skill)} name="skill">
            {skillWords(skill)}, because {visible(skill.why ?? '')}
          </Fact>
        ))}
        {others.length > 0 && <Fact name="skills to look up">{others.map(skillWords).join(', ')}</Fact>}
        {notGiven.map((each) => (
          <Fact key={each} name="skill not given">
            {visible(each)}
          </Fact>
        ))}
        {cuts.map(({ name, kept, of }) => (
          <Fact key={name} name="cut">
            {visible(name)}: {kept.toLocaleString('en')} of {of.toLocaleString('en')} characters are in it
          </Fact>
        ))}
      </Facts>
      <pre className="untrusted hairline rounded-card bg-card p-4 font-mono text-code leading-5 whitespace-pre-wrap text-ink-2">
        <LongText text={text} />
      </pre>
    </>
  );
}

function skillWords({ name, from }: BriefView['skills'][number]): string {
  return visible(from === undefined ? name : `${name} of ${from}`);
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
