import type { Ask } from '../../../core/model/ask.ts';
import { askLine } from '../../../core/views/board.ts';
import { visible } from '../../../core/views/text/visible.ts';
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
  if (state.kind === 'withdrawn') return <Milestone text={visible(askLine(ask))} reason={visible(state.reason)} />;
  const { answer, by } = state;
  const said =
    answer.kind === 'choose'
      ? answer.text
      : answer.kind === 'approve'
        ? 'approved'
        : answer.kind === 'edit'
          ? `approved, but with ${answer.command}`
          : ['rejected', answer.reason].filter(Boolean).join(': ');
  const who = by.who === 'person' ? 'You' : 'The factory, because nobody answered';
  return <Milestone text={visible(askLine(ask))} reason={`${who}: ${visible(said)}`} />;
}
