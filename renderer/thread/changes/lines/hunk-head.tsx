import { Undo2 } from 'lucide-react';
import type { Hunk } from '../../../../core/views/changes/diff.ts';
import { visible } from '../../../../core/views/text/visible.ts';
import { Button } from '../../../ui/button.tsx';

type HunkHeadProps = { readonly hunk: Hunk; readonly onDiscard: ((hunk: Hunk) => void) | undefined };

/** Where the lines below stand, and the way to take them back, which stays in sight however wide the lines are. */
export function HunkHead({ hunk, onDiscard }: HunkHeadProps) {
  return (
    <div className="h-full border-y bg-panel">
      <div className="sticky left-0 flex h-full w-[100cqw] items-center gap-3 pr-2 pl-4 text-sm text-ink-3">
        <span className="untrusted min-w-0 flex-1 truncate whitespace-pre!">
          line {hunk.newStart}
          {hunk.section !== '' && ` · ${visible(hunk.section)}`}
        </span>
        {onDiscard && (
          <Button
            small
            look="quiet"
            className="font-sans"
            title="Take these lines back (D for the hunk at the top)"
            aria-label={`Discard the hunk at line ${String(hunk.newStart)}`}
            onClick={() => onDiscard(hunk)}
          >
            <Undo2 className="size-3" aria-hidden /> Discard
          </Button>
        )}
      </div>
    </div>
  );
}
