import { X } from 'lucide-react';
import type { RepoId } from '../../../core/ids.ts';
import { repoName } from '../../../core/views/card.ts';
import { toggled } from '../../../core/views/shown/filter.ts';
import type { FilterPart } from '../../../core/views/shown/filter.ts';
import { visible } from '../../../core/views/text/visible.ts';
import { useMirror } from '../../mirror/mirror.ts';
import { setFilter, useBoardPrefs } from './board-prefs.ts';

const parts: readonly { readonly part: FilterPart; readonly title: string }[] = [
  { part: 'repos', title: 'repo' },
  { part: 'harnesses', title: 'agent' },
  { part: 'states', title: 'state' },
];

/** What is chosen; a click takes it away. */
export function FilterChips() {
  const filter = useBoardPrefs((prefs) => prefs.filter);
  return (
    <ul aria-label="Filters" className="flex min-w-0 flex-wrap gap-1">
      {parts.flatMap(({ part, title }) =>
        filter[part].map((value) => (
          <li key={`${part} ${value}`}>
            <Chip part={part} title={title} value={value} />
          </li>
        )),
      )}
    </ul>
  );
}

type ChipProps = { readonly part: FilterPart; readonly title: string; readonly value: string };

function Chip({ part, title, value }: ChipProps) {
  const name = useMirror((mirror) =>
    visible(part === 'repos' ? repoName(mirror.factory.repos, value as RepoId) : value),
  );
  return (
    <button
      type="button"
      aria-label={`${title} ${name}: no longer filter by it`}
      onClick={() => setFilter(toggled(useBoardPrefs.getState().filter, part, value))}
      className="hairline flex h-6 max-w-56 items-center gap-1 rounded-tiny px-1.5 text-sm text-ink-2 hover:bg-hover hover:text-ink"
    >
      <span className="text-ink-3">{title}</span>
      <span className="truncate">{name}</span>
      <X className="size-3 shrink-0 text-ink-3" aria-hidden />
    </button>
  );
}
