import { useRef } from 'react';
import { toast } from 'sonner';
import type { RepoId, ThreadId } from '../../../core/ids.ts';
import type { ExportFormat } from '../../../core/views/history/export.ts';
import { isFiltered, ruleOf } from '../../../core/views/history/filter.ts';
import { Outcome, outcomeWords } from '../../../core/views/history/outcome.ts';
import { useRepos } from '../../mirror/selectors.ts';
import { visible } from '../../../core/views/text/visible.ts';
import { Button } from '../../ui/button.tsx';
import { TextInput } from '../../ui/field.tsx';
import { useKeyHint } from '../../ui/kbd.tsx';
import { useKeys } from '../../window/keys.ts';
import { request } from '../../window/request.ts';
import { FilterChoice } from './filter-choice.tsx';
import { lookFor, lookForAll, useHistoryFilter } from './use-history.ts';
import type { History } from './use-history.ts';

const times = [
  ['1', 'last day'],
  ['7', 'last 7 days'],
  ['30', 'last 30 days'],
] as const;

/** What is looked for, how much of all that is, and the way to take it elsewhere. `/` leads to the words. */
export function HistoryFilters({ history: { all, shown } }: { readonly history: History }) {
  const filter = useHistoryFilter();
  const repos = useRepos();
  const words = useRef<HTMLInputElement>(null);
  useKeys({ '/': () => words.current?.focus() }, 'History');
  const key = useKeyHint('History');
  const threads = new Map(all.map(({ thread }) => [thread.thread, thread]));
  const rules = [...new Set(all.flatMap((each) => ruleOf(each) ?? []))].sort();
  return (
    <div role="search" aria-label="Decisions" className="flex flex-wrap items-center gap-2 border-b px-5 py-2">
      <TextInput
        ref={words}
        type="search"
        aria-label="Words"
        placeholder={`Find${key('/')}`}
        className="max-w-44"
        value={filter.text ?? ''}
        onChange={(event) => lookFor({ text: event.target.value })}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
      />
      <FilterChoice
        label="Thread"
        all="every thread"
        value={filter.thread}
        options={[...threads.values()].map(({ thread, number, title }) => [
          thread,
          `#${String(number)} ${visible(title)}`,
        ])}
        onChoose={(thread: ThreadId | undefined) => lookFor({ thread })}
      />
      <FilterChoice
        label="Repo"
        all="every repo"
        value={filter.repo}
        options={repos.map(({ id, name }) => [id, name])}
        onChoose={(repo: RepoId | undefined) => lookFor({ repo })}
      />
      <FilterChoice
        label="Rule"
        all="every rule"
        value={filter.rule}
        options={rules.map((rule) => [rule, visible(rule)])}
        onChoose={(rule: string | undefined) => lookFor({ rule })}
      />
      <FilterChoice
        label="Answer"
        all="every answer"
        value={filter.outcome}
        options={Outcome.options.map((outcome) => [outcome, outcomeWords[outcome]])}
        onChoose={(outcome: Outcome | undefined) => lookFor({ outcome })}
      />
      <FilterChoice
        label="Time"
        all="any time"
        value={filter.days === undefined ? undefined : String(filter.days)}
        options={times}
        onChoose={(days: string | undefined) => lookFor({ days: days === undefined ? undefined : Number(days) })}
      />
      <span role="status" className="flex-1 text-sm text-ink-3">
        {isFiltered(filter) && `${String(shown.length)} of ${String(all.length)} shown`}
      </span>
      {isFiltered(filter) && (
        <Button small look="quiet" onClick={lookForAll}>
          Clear
        </Button>
      )}
      <Exports rows={shown.length} />
    </div>
  );
}

/** Of what is shown, all of it. */
function Exports({ rows }: { readonly rows: number }) {
  const filter = useHistoryFilter();
  const write = async (format: ExportFormat) => {
    const done = await request('asks.export', { filter, format });
    if (!done.ok || done.value.file === undefined) return;
    toast.success(`${String(done.value.rows)} ${done.value.rows === 1 ? 'decision' : 'decisions'} written`, {
      description: visible(done.value.file),
    });
  };
  return (
    <>
      <Button small disabled={rows === 0} onClick={() => void write('csv')}>
        Export CSV…
      </Button>
      <Button small disabled={rows === 0} onClick={() => void write('jsonl')}>
        Export JSON Lines…
      </Button>
    </>
  );
}
