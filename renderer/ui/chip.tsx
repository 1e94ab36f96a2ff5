import { clsx } from 'clsx';
import { GitBranch, ScrollText, SquareTerminal } from 'lucide-react';
import type { RepoId } from '../../core/ids.ts';
import { repoName } from '../../core/views/card.ts';
import { visible } from '../../core/views/text/visible.ts';
import { useMirror } from '../mirror/mirror.ts';

/** A name up to this long is never cut: what is left of it would say nothing. */
const shortName = 8;

/** A repo wherever threads of several repos meet. */
export function RepoChip({ id }: { readonly id: RepoId }) {
  const name = useMirror((mirror) => repoName(mirror.factory.repos, id));
  return (
    <span
      title={name}
      className={clsx(
        'hairline inline-flex h-5 max-w-32 items-center rounded-tiny px-1.5 text-sm text-ink-2',
        name.length > shortName ? 'min-w-10' : 'shrink-0',
      )}
    >
      <span className="truncate">{name}</span>
    </span>
  );
}

/** One row of chips; long names give way before the row does. */
export function RepoChips({ ids, limit = 3 }: { readonly ids: readonly RepoId[]; readonly limit?: number }) {
  const more = ids.length - limit;
  return (
    <span className="flex min-w-0 items-center gap-1 overflow-hidden">
      {ids.slice(0, limit).map((id) => (
        <RepoChip key={id} id={id} />
      ))}
      {more > 0 && <span className="text-sm whitespace-nowrap text-ink-3">+{more}</span>}
    </span>
  );
}

export function Branch({ name }: { readonly name: string }) {
  return (
    <span className="inline-flex min-w-0 items-center gap-1 font-mono text-sm text-ink-2">
      <GitBranch className="size-3 shrink-0 text-ink-3" aria-hidden />
      <span className="truncate">{visible(name)}</span>
    </span>
  );
}

export function HarnessGlyph({ id }: { readonly id: string }) {
  const Icon = id === 'recipe' ? ScrollText : SquareTerminal;
  return <Icon className="size-3.5 text-ink-3" role="img" aria-label={`${id} harness`} />;
}
