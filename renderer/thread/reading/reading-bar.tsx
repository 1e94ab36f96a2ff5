import { clsx } from 'clsx';
import { ChevronDown, Copy, Search } from 'lucide-react';
import { densities } from '../../../core/views/reading/density.ts';
import type { Density } from '../../../core/views/reading/density.ts';
import { IconButton, Button } from '../../ui/button.tsx';
import { Kbd, useKeyHint } from '../../ui/kbd.tsx';
import { useKeys } from '../../window/keys.ts';
import { readAt, useReading } from '../../window/reading.ts';
import type { Finder } from './use-finder.ts';
import { SearchField } from './search-field.tsx';
import type { Reader } from './use-reader.ts';

const titles: Readonly<Record<Density, string>> = { everything: 'Everything', normal: 'Normal', summary: 'Summary' };
const says: Readonly<Record<Density, string>> = {
  everything: 'Also what the agent thinks',
  normal: 'What is said and done',
  summary: 'What was asked, what failed, and the last words of each turn',
};

/** How much of the conversation is shown, and the ways through it. */
export function ReadingBar({ reader, finder }: { readonly reader: Reader; readonly finder: Finder }) {
  const density = useReading((state) => state.density);
  useKeys(
    {
      J: (event) => reader.move(1, event.shiftKey),
      K: (event) => reader.move(-1, event.shiftKey),
      A: (event) => reader.jump('ask', event.shiftKey ? -1 : 1),
      F: (event) => reader.jump('failure', event.shiftKey ? -1 : 1),
      D: () => readAt(densities[(densities.indexOf(density) + 1) % densities.length] ?? 'normal'),
      Y: () => reader.copy(),
      'Mod+F': (event) => !event.shiftKey && finder.open(),
    },
    'Conversation',
  );
  const key = useKeyHint('Conversation');
  return (
    <div className="@container flex h-9 shrink-0 items-center gap-2 border-b px-5 text-sm text-ink-3">
      <div role="radiogroup" aria-label="How much is shown" className="hairline flex rounded-control p-px">
        {densities.map((each) => (
          <button
            key={each}
            type="button"
            role="radio"
            aria-checked={density === each}
            title={`${says[each]}${key('D')}`}
            onClick={() => readAt(each)}
            className={clsx(
              'h-5.5 rounded-[5px] px-2',
              density === each ? 'bg-selected text-ink' : 'text-ink-3 hover:text-ink',
            )}
          >
            {titles[each]}
          </button>
        ))}
      </div>
      <span className="flex-1" />
      {finder.query === undefined ? (
        <>
          <Jump title="Ask" chord="A" onJump={() => reader.jump('ask', 1)} />
          <Jump title="Failure" chord="F" onJump={() => reader.jump('failure', 1)} />
          <IconButton small label="Search this conversation (Ctrl+F)" onClick={finder.open}>
            <Search className="size-3.5" />
          </IconButton>
        </>
      ) : (
        <SearchField finder={finder} query={finder.query} onFound={reader.find} />
      )}
      <IconButton
        small
        label={`Copy as Markdown: what is selected, else the whole thread${key('Y')}`}
        onClick={reader.copy}
      >
        <Copy className="size-3.5" />
      </IconButton>
    </div>
  );
}

type JumpProps = { readonly title: string; readonly chord: string; readonly onJump: () => void };

function Jump({ title, chord, onJump }: JumpProps) {
  const what = `Next ${title.toLowerCase()}; with Shift the one before`;
  return (
    <Button small look="quiet" title={what} onClick={onJump}>
      <ChevronDown className="size-3.5" aria-hidden /> {title}{' '}
      <span className="@max-xl:hidden">
        <Kbd chord={chord} on="Conversation" />
      </span>
    </Button>
  );
}
