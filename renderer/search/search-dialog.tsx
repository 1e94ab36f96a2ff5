import { Command } from 'cmdk';
import { useState } from 'react';
import { searchKinds } from '../../core/search/texts.ts';
import type { SearchKind } from '../../core/search/texts.ts';
import { CommandDialog } from '../commands/command-dialog.tsx';
import { Found } from './found.tsx';
import { kindTitles } from './kinds.ts';
import { useSearch } from './use-search.ts';

/** What was searched for last stays for the next time, as in any editor. */
let last = '';

/** Finds words in everything recorded: threads, what agents said and did, what they changed, and what was decided. */
export function SearchDialog() {
  const [text, setText] = useState(last);
  const [kind, setKind] = useState<SearchKind>();
  const type = (typed: string) => setText((last = typed));
  return (
    <CommandDialog
      title="Search everything"
      place="top-[8vh] max-w-200"
      inner="max-h-[80vh]"
      shouldFilter={false}
      input={{
        value: text,
        onValueChange: type,
        onFocus: (event) => event.target.select(),
        placeholder: 'Search threads, conversations, changes and decisions',
      }}
    >
      <Kinds chosen={kind} onChoose={setKind} />
      <Results text={text} kind={kind} />
    </CommandDialog>
  );
}

type KindsProps = {
  readonly chosen: SearchKind | undefined;
  readonly onChoose: (kind: SearchKind | undefined) => void;
};

function Kinds({ chosen, onChoose }: KindsProps) {
  return (
    <div role="group" aria-label="Where to search" className="flex shrink-0 gap-1 border-b px-3 py-1.5">
      {([undefined, ...searchKinds] as const).map((kind) => (
        <button
          key={kind ?? 'all'}
          type="button"
          aria-pressed={chosen === kind}
          onClick={() => onChoose(kind)}
          // Enter is the button's here: the list around would open what is chosen in it.
          onKeyDown={(event) => event.key === 'Enter' && event.stopPropagation()}
          className={`h-6 rounded-control px-2 text-sm ${chosen === kind ? 'bg-selected text-ink' : 'text-ink-2 hover:bg-hover'}`}
        >
          {kind === undefined ? 'Everything' : kindTitles[kind]}
        </button>
      ))}
    </div>
  );
}

function Results({ text, kind }: { readonly text: string; readonly kind: SearchKind | undefined }) {
  const answer = useSearch(text, kind);
  const groups = answer?.ok ? answer.value.groups.filter(({ hits }) => hits.length > 0) : [];
  const behind = answer?.ok && answer.value.behind;
  return (
    <>
      <Command.List className="min-h-0 overflow-y-auto p-2" label="Found">
        {groups.map((group) => (
          <Found key={group.kind} group={group} />
        ))}
      </Command.List>
      {groups.length === 0 && (
        <p className="px-2 pt-2 pb-6 text-center text-ink-3">{emptyLine(text, answer !== undefined)}</p>
      )}
      <p role="status" className="flex shrink-0 gap-4 border-t px-4 py-2 text-sm text-ink-3">
        {answer && !answer.ok ? (
          <span className="text-failed">{answer.error.message}</span>
        ) : (
          <span className="flex-1">“Words in quotes” stand together; others begin words.</span>
        )}
        {behind && <span>Still reading what was recorded; more may come</span>}
      </p>
    </>
  );
}

function emptyLine(text: string, answered: boolean): string {
  if (text.trim() === '') return 'Type what you remember of it.';
  return answered ? 'Nothing recorded has these words.' : 'Searching…';
}
