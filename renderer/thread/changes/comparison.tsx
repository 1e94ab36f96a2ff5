import { clsx } from 'clsx';
import { RefreshCw } from 'lucide-react';
import type { Against } from '../../../core/contract/thread/change-methods.ts';
import { IconButton } from '../../ui/button.tsx';
import { useKeyHint } from '../../ui/kbd.tsx';
import { useKeys } from '../../window/keys.ts';

const choices: readonly { readonly against: Against; readonly title: string; readonly about: string }[] = [
  { against: 'base', title: 'Whole change', about: 'Against where the branch began' },
  { against: 'uncommitted', title: 'Uncommitted', about: 'Against the last commit' },
  { against: 'last-turn', title: 'Last turn', about: 'Against how the files stood when the latest turn began' },
];

type ComparisonProps = {
  readonly against: Against;
  readonly onChoose: (against: Against) => void;
  readonly onRefresh: () => void;
};

/** What the files are compared with; B goes from one to the next. */
export function Comparison({ against, onChoose, onRefresh }: ComparisonProps) {
  const next = choices[(choices.findIndex((each) => each.against === against) + 1) % choices.length];
  useKeys({ B: () => next && onChoose(next.against), R: onRefresh }, 'Changes');
  const key = useKeyHint('Changes');
  return (
    <div className="flex items-center gap-2">
      <div role="radiogroup" aria-label="Compare with" className="flex rounded-control border p-0.5">
        {choices.map((each) => (
          <button
            key={each.against}
            type="button"
            role="radio"
            aria-checked={each.against === against}
            title={`${each.about}${key('B')}`}
            onClick={() => onChoose(each.against)}
            className={clsx(
              'flex h-5 items-center rounded-tiny px-2 text-sm',
              each.against === against ? 'bg-selected text-ink' : 'text-ink-2 hover:text-ink',
            )}
          >
            {each.title}
          </button>
        ))}
      </div>
      <IconButton small label={`Look again${key('R')}`} onClick={onRefresh}>
        <RefreshCw className="size-3.5" aria-hidden />
      </IconButton>
    </div>
  );
}

export const emptyWords: Readonly<Record<Against, { readonly title: string; readonly text: string }>> = {
  base: {
    title: 'No changes yet',
    text: 'Commits of the agent show up here, repo by repo, against the branch they started from.',
  },
  uncommitted: { title: 'Nothing uncommitted', text: 'The files in the workspace are as the last commits have them.' },
  'last-turn': {
    title: 'Nothing changed in the last turn',
    text: 'The files stand as they did when the latest turn began.',
  },
};
