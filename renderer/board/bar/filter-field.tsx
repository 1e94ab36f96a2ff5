import { Search } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { focusCard } from '../cards.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { setFilter, useBoardPrefs } from './board-prefs.ts';

/** The way there from the keyboard. */
export function focusFilter(): void {
  document.querySelector<HTMLInputElement>('[data-filter]')?.select();
}

/** Words that all shown cards have. Escape takes them away, then leaves; Enter goes on to the first card. */
export function FilterField() {
  const filter = useBoardPrefs((prefs) => prefs.filter);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape' && filter.text !== '') setFilter({ ...filter, text: '' });
    else if (['Escape', 'Enter', 'ArrowDown'].includes(event.key)) focusCard();
    else return;
    event.preventDefault();
  };
  return (
    <label className="relative flex max-w-70 min-w-32 flex-1 items-center">
      <Search className="absolute left-2 size-3.5 text-ink-3" aria-hidden />
      <input
        type="text"
        spellCheck={false}
        aria-label="Filter the board"
        placeholder="Filter"
        data-filter
        value={filter.text}
        onChange={(event) => setFilter({ ...filter, text: event.target.value })}
        onKeyDown={onKeyDown}
        className="peer hairline h-7 w-full rounded-control bg-transparent pr-8 pl-7 text-sm select-text hover:border-line-strong focus-visible:outline-offset-0"
      />
      <span className="pointer-events-none absolute right-1.5 text-ink-3 peer-focus:hidden" aria-hidden>
        <Kbd chord="/" on="Board in any look" />
      </span>
    </label>
  );
}
