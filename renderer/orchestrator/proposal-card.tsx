import { useState } from 'react';
import type { Input } from '../../core/contract.ts';
import type { Proposal } from '../../core/decisions/proposal.ts';
import { choiceWords } from '../../core/decisions/words.ts';
import type { ChoiceAction } from '../../core/model/deciding/decision.ts';
import { visible } from '../../core/views/text/visible.ts';
import { useMirror } from '../mirror/mirror.ts';
import { Button } from '../ui/button.tsx';
import { request } from '../window/request.ts';
import { openThread } from '../window/window-state.ts';
import { OpenForm } from './open-form.tsx';

type Answered = Input<'decisions.answer'>['action'];

const words: Readonly<Record<ChoiceAction, string>> = {
  drop: 'Drop it',
  keep: 'Keep it',
  revive: 'Revive it',
  link: 'Link them',
  triage: 'Weigh it so',
  open: 'Begin a thread…',
  attach: 'It belongs there',
  dismiss: 'Dismiss',
};

/** One proposal: what would be done, why, what speaks for it, what would be lost, and the answers there are. */
export function ProposalCard({ proposal }: { readonly proposal: Proposal }) {
  const [opening, setOpening] = useState(false);
  const [busy, setBusy] = useState(false);
  const { key, choice, reason, evidence, alternatives, must, lost, reviveWhen } = proposal;
  const title = useMirror((mirror) => choiceWords(mirror.factory, choice));
  const answer = async (action: Answered, more: Partial<Input<'decisions.answer'>> = {}) => {
    setBusy(true);
    const done = await request('decisions.answer', { key, action, ...more });
    setBusy(false);
    if (done.ok && done.value.thread) openThread(done.value.thread);
  };
  // Attaching to another thread than the one proposed is done from that thread.
  const answers = [choice.action, ...alternatives.filter((each) => each !== 'attach')];
  return (
    <li className="flex flex-col gap-2 rounded-card border bg-card p-4 shadow-card">
      <header className="flex items-start gap-3">
        <h3 className="untrusted min-w-0 flex-1 font-medium first-letter:uppercase">{visible(title)}</h3>
        {must && <span className="text-sm whitespace-nowrap text-needs-you">must be decided</span>}
      </header>
      <p className="untrusted text-pretty text-ink-2">{visible(reason)}</p>
      <ul className="flex flex-col gap-0.5 text-sm text-ink-3">
        {evidence
          .filter(({ text }) => text !== reason)
          .map(({ kind, text }) => (
            <li key={`${kind} ${text}`} className="untrusted wrap-anywhere select-text">
              {visible(text)}
            </li>
          ))}
        <li>
          Lost: {lost}. Comes back: {reviveWhen}.
        </li>
      </ul>
      {opening && choice.action === 'open' ? (
        <OpenForm
          signal={choice.signal}
          busy={busy}
          onCancel={() => setOpening(false)}
          onOpen={(more) => void answer('open', more)}
        />
      ) : (
        <footer className="flex flex-wrap gap-2 pt-1">
          {answers.map((action, index) => (
            <Button
              key={action}
              disabled={busy}
              look={index === 0 ? 'plain' : 'quiet'}
              onClick={() => (action === 'open' ? setOpening(true) : void answer(action as Answered))}
            >
              {words[action]}
            </Button>
          ))}
        </footer>
      )}
    </li>
  );
}
