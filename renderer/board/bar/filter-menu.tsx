import { clsx } from 'clsx';
import { ChevronDown } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { toggled } from '../../../core/views/shown/filter.ts';
import type { FilterPart } from '../../../core/views/shown/filter.ts';
import { visible } from '../../../core/views/text/visible.ts';
import { useFacets } from '../shown.ts';
import { setFilter, useBoardPrefs } from './board-prefs.ts';
import { CheckedItem, MenuBox, menuButton } from './menu.tsx';

type FilterMenuProps = { readonly part: FilterPart; readonly title: string };

/** One part of the filter; it stays open while several are chosen. */
export function FilterMenu({ part, title }: FilterMenuProps) {
  const chosen = useBoardPrefs((prefs) => prefs.filter[part].length);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className={clsx(menuButton, chosen > 0 && 'text-ink!')}>
        {title}
        {chosen > 0 && <span className="text-accent tabular-nums">{chosen}</span>}
        <ChevronDown className="size-3" aria-hidden />
      </DropdownMenu.Trigger>
      <MenuBox label={`Filter by ${title.toLowerCase()}`}>
        <Choices part={part} />
      </MenuBox>
    </DropdownMenu.Root>
  );
}

function Choices({ part }: { readonly part: FilterPart }) {
  const filter = useBoardPrefs((prefs) => prefs.filter);
  const facets = useFacets()[part];
  const chosen: readonly string[] = filter[part];
  if (facets.length === 0) return <p className="px-2 py-1 text-sm text-ink-3">There are no cards yet.</p>;
  return facets.map(({ value, title, count }) => (
    <CheckedItem
      key={value}
      checked={chosen.includes(value)}
      onChange={() => setFilter(toggled(useBoardPrefs.getState().filter, part, value))}
    >
      <span className="min-w-0 flex-1 truncate">{visible(title)}</span>
      <span className="text-ink-3 tabular-nums">{count}</span>
    </CheckedItem>
  ));
}
