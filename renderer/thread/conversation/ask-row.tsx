import type { Ask } from '../../../core/model/ask.ts';
import { askLine } from '../../../core/views/board.ts';
import { askOutcome } from '../../../core/views/reading/row-words.ts';
import { AskCard } from '../../inbox/ask-card.tsx';
import { Milestone } from './milestones.tsx';

/** An open ask is answered where it was asked; afterwards it is one line. */
export function AskRow({ ask }: { readonly ask: Ask }) {
  const { state } = ask;
  if (state.kind === 'open')
    return (
      <div className="py-2">
        <AskCard asks={[ask]} compact />
      </div>
    );
  return <Milestone text={askLine(ask)} reason={askOutcome(ask)} />;
}
