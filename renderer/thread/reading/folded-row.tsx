import { counted } from '../../../core/views/text/counted.ts';
import type { Folded } from '../../../core/views/reading/density.ts';
import { readAt } from '../../window/reading.ts';

/** What the summary leaves out, and the way to it. */
export function FoldedRow({ folded: { actions, remarks } }: { readonly folded: Folded }) {
  const said = [
    ...(actions > 0 ? [counted(actions, 'action')] : []),
    ...(remarks > 0 ? [counted(remarks, 'remark')] : []),
  ].join(' and ');
  return (
    <button
      type="button"
      onClick={() => readAt('normal')}
      className="flex h-8 w-full items-center gap-2 text-left text-sm text-ink-3 hover:text-ink"
    >
      <span className="w-4 text-center" aria-hidden>
        ⋯
      </span>
      {said}
      <span className="underline">show</span>
    </button>
  );
}
