import { Plus } from 'lucide-react';
import type { RepoId } from '../../../core/ids.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { visible } from '../../../core/views/text/visible.ts';
import { useRepo } from '../../mirror/selectors.ts';
import { Button } from '../../ui/button.tsx';

export type OpenTerminal = (repo: RepoId, kind: 'shell' | 'session') => Promise<void>;

type OpenButtonsProps = { readonly thread: Thread; readonly onOpen: OpenTerminal; readonly small?: boolean };

/** One for each worktree; and the agent's session, while the thread is the person's. */
export function OpenButtons({ thread, onOpen, small = false }: OpenButtonsProps) {
  const worktrees = thread.workspace.kind === 'ready' ? thread.workspace.worktrees : [];
  const first = worktrees[0];
  return (
    <div className="flex flex-wrap items-center gap-2">
      {worktrees.map(({ repo }, index) => (
        <OpenButton key={repo} repo={repo} small={small} first={!small && index === 0} onOpen={onOpen} />
      ))}
      {first && thread.halt?.kind === 'taken-over' && (
        <Button small={small} look="quiet" onClick={() => void onOpen(first.repo, 'session')}>
          <Plus className="size-3.5" aria-hidden /> The agent’s session
        </Button>
      )}
    </div>
  );
}

type OpenButtonProps = {
  readonly repo: RepoId;
  readonly small: boolean;
  readonly first: boolean;
  readonly onOpen: OpenTerminal;
};

function OpenButton({ repo, small, first, onOpen }: OpenButtonProps) {
  const name = visible(useRepo(repo)?.name ?? repo);
  return (
    <Button
      small={small}
      look={small ? 'quiet' : first ? 'primary' : 'plain'}
      {...(first && { ref: focusInPlace })}
      aria-label={`Open a terminal in ${name}`}
      onClick={() => void onOpen(repo, 'shell')}
    >
      <Plus className="size-3.5" aria-hidden /> {small ? name : `Open a terminal in ${name}`}
    </Button>
  );
}

/** The page stays where it is. */
function focusInPlace(button: HTMLButtonElement | null): void {
  button?.focus({ preventScroll: true });
}
