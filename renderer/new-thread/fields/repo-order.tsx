import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react';
import type { RepoId } from '../../../core/ids.ts';
import type { Repo } from '../../../core/model/repo.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { moved } from '../draft.ts';

type RepoOrderProps = {
  /** They are for those of several goals that name none. */
  readonly several: boolean;
  readonly repos: readonly Repo[];
  /** In landing order. */
  readonly chosen: readonly RepoId[];
  readonly onChange: (order: readonly RepoId[]) => void;
};

export function RepoOrder({ several, repos, chosen, onChange }: RepoOrderProps) {
  const rest = repos.filter((repo) => !chosen.includes(repo.id));
  const nameOf = (id: RepoId) => repos.find((repo) => repo.id === id)?.name ?? id;
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="pb-1.5 text-sm font-medium text-ink-2">
        {several ? 'Repos of goals that name none' : 'Repos'}
        {chosen.length > 1 && ', in the order they land'}
      </legend>
      {chosen.length > 0 && (
        <ol
          aria-label="Chosen repos in landing order"
          className="flex flex-col divide-y divide-line rounded-control border"
        >
          {chosen.map((id, index) => (
            <li key={id} className="flex h-8 items-center gap-1 pr-1 pl-3">
              <span className="w-5 text-sm text-ink-3">{index + 1}</span>
              <span className="min-w-0 flex-1 truncate">{nameOf(id)}</span>
              <IconButton
                small
                label={`Land ${nameOf(id)} earlier`}
                disabled={index === 0}
                onClick={() => onChange(moved(chosen, id, -1))}
              >
                <ArrowUp className="size-3.5" />
              </IconButton>
              <IconButton
                small
                label={`Land ${nameOf(id)} later`}
                disabled={index === chosen.length - 1}
                onClick={() => onChange(moved(chosen, id, 1))}
              >
                <ArrowDown className="size-3.5" />
              </IconButton>
              <IconButton
                small
                label={`Leave out ${nameOf(id)}`}
                onClick={() => onChange(chosen.filter((each) => each !== id))}
              >
                <X className="size-3.5" />
              </IconButton>
            </li>
          ))}
        </ol>
      )}
      {rest.length > 0 && (
        <div className="flex flex-wrap gap-1.5">
          {rest.map((repo) => (
            <Button key={repo.id} small aria-label={`Add ${repo.name}`} onClick={() => onChange([...chosen, repo.id])}>
              <Plus className="size-3 text-ink-3" aria-hidden /> {repo.name}
            </Button>
          ))}
        </div>
      )}
    </fieldset>
  );
}
