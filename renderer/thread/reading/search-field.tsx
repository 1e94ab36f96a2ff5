import { ChevronDown, ChevronUp, X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { IconButton } from '../../ui/button.tsx';
import type { Finder } from './use-finder.ts';

type SearchFieldProps = {
  readonly finder: Finder;
  readonly query: string;
  readonly onFound: (row: number) => void;
};

/** The words, how often they stand there, and the way from one place to the next. */
export function SearchField({ finder, query, onFound }: SearchFieldProps) {
  const { count, current } = finder;
  const goOn = (by: 1 | -1) => {
    const row = finder.step(by);
    if (row !== undefined) onFound(row);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') goOn(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape') finder.close();
    else return;
    event.preventDefault();
  };
  const said =
    query.trim() === ''
      ? ''
      : count === 0
        ? 'None'
        : current === -1
          ? String(count)
          : `${String(current + 1)} of ${String(count)}`;
  return (
    <div role="search" className="flex items-center gap-1">
      <input
        data-find
        type="search"
        aria-label="Search this conversation"
        placeholder="Search this conversation"
        value={query}
        onChange={(event) => finder.type(event.target.value)}
        onKeyDown={onKeyDown}
        className="hairline h-6 w-56 rounded-control bg-card px-2 text-ink select-text @max-lg:w-36"
      />
      <span role="status" className="min-w-14 text-right tabular-nums">
        {said}
      </span>
      <IconButton small label="Previous match (Shift+Enter)" disabled={count === 0} onClick={() => goOn(-1)}>
        <ChevronUp className="size-3.5" />
      </IconButton>
      <IconButton small label="Next match (Enter)" disabled={count === 0} onClick={() => goOn(1)}>
        <ChevronDown className="size-3.5" />
      </IconButton>
      <IconButton small label="Close the search (Escape)" onClick={finder.close}>
        <X className="size-3.5" />
      </IconButton>
    </div>
  );
}
