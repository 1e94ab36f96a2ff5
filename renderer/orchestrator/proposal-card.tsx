import { useState } from 'react';
import type { Input } from '../../core/contract.ts';
import type { Proposal } from '../../core/decisions/proposal.ts';
import { choiceWords } from '../../core/decisions/words.ts';
import type { ChoiceAction } from '../../core/model/deciding/decision.ts';
import { visible } from '../../core/views/text/visible.ts';
import { useMirror } from '../mirror/mirror.ts';
import { SameTopicAnswers } from '../similar/same-topic-answers.tsx';
import { isSameTopic } from '../similar/same-topic.ts';
import { Button } from '../ui/button.tsx';
import { request } from '../window/request.ts';
import { openThread } from '../window/window-state.ts';
import { KeepForm } from './keep-form.tsx';
import { OpenForm } from './signals/open-form.tsx';
import { Advice } from './seat.tsx';

type Answered = Input<'decisions.answer'>['action'];

const words: Readonly<Record<ChoiceAction, string>> = {
  drop: 'Drop it',
  keep: 'Keep it',
  revive: 'Revive it',
  link: 'Link them',
  supersede: 'Keep only one',
  apart: 'Not the same',
  triage: 'Weigh it so',
  hold: 'Hold it back',
  open: 'Begin a thread…',
  attach: 'It belongs there',
  dismiss: 'Dismiss',
};

/** One proposal: what would be done, why, what speaks for it, its cost, what would be lost, and the answers there are. */
export function ProposalCard({ proposal }: { readonly proposal: Proposal }) {
  const [asking, setAsking] = useState<'open' | 'keep'>();
  const [busy, setBusy] = useState(false);
  const { key, choice, reason, alternatives, must } = proposal;
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
        {must && <span className="text-sm whitespace-nowrap text-needs-you">needs a decision</span>}
      </header>
      <p className="untrusted text-pretty text-ink-2">{visible(reason)}</p>
      <Grounds proposal={proposal} />
      <Advice on={key} />
      {asking === 'open' && choice.action === 'open' && (
        <OpenForm
          signal={choice.signal}
          harness={proposal.harness}
          busy={busy}
          onCancel={() => setAsking(undefined)}
          onOpen={(more) => void answer('open', more)}
        />
      )}
      {asking === 'keep' && (
        <KeepForm busy={busy} onCancel={() => setAsking(undefined)} onKeep={(more) => void answer('keep', more)} />
      )}
      {isSameTopic(proposal) && <SameTopicAnswers question={proposal} />}
      {!asking && !isSameTopic(proposal) && (
        <footer className="flex flex-wrap gap-2 pt-1">
          {answers.map((action, index) => (
            <Button
              key={action}
              disabled={busy}
              look={index === 0 ? 'plain' : 'quiet'}
              onClick={() => (asks(action, must) ? setAsking(action) : void answer(action as Answered))}
            >
              {words[action]}
            </Button>
          ))}
        </footer>
      )}
    </li>
  );
}

/** Answers that need more than a click. */
function asks(action: ChoiceAction, must: boolean): action is 'open' | 'keep' {
  return action === 'open' || (action === 'keep' && must);
}

function Grounds({ proposal: { choice, reason, evidence, cost, lost, reviveWhen } }: { readonly proposal: Proposal }) {
  const signal = 'signal' in choice ? choice.signal : undefined;
  const body = useMirror((mirror) => signal && mirror.factory.signals.get(signal)?.signal.body.trim());
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5 text-sm text-ink-2">
      <Ground name="Evidence" texts={evidence.map(({ text }) => text).filter((text) => text !== reason)} />
      <Ground name="What it says" texts={body ? [body] : []} />
      <Ground name="Cost so far" texts={cost === undefined ? [] : [cost]} />
      <Ground name="What is lost" texts={[lost]} />
      <Ground name="Comes back" texts={[reviveWhen]} />
    </dl>
  );
}

/** Said once, however much there is of it; nothing where there is none. */
function Ground({ name, texts }: { readonly name: string; readonly texts: readonly string[] }) {
  return (
    texts.length > 0 && (
      <>
        <dt className="text-ink-3">{name}</dt>
        {[...new Set(texts)].map((text) => (
          <dd
            key={text}
            className="untrusted col-start-2 max-h-32 min-w-0 overflow-y-auto wrap-anywhere whitespace-pre-wrap select-text"
          >
            {visible(text)}
          </dd>
        ))}
      </>
    )
  );
}
