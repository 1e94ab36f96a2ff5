import { useRef } from 'react';
import type { Ask, AskSubject } from '../../core/model/ask.ts';
import { visible } from '../../core/views/text/visible.ts';
import { Button } from '../ui/button.tsx';
import { TextInput } from '../ui/field.tsx';
import { Kbd, useKeyHint } from '../ui/kbd.tsx';
import { dropDraft, useDraft } from '../window/drafts.ts';
import { useKeys } from '../window/keys.ts';
import { openDialog, openThread } from '../window/window-state.ts';
import { answerAsks, choiceConsequences } from './answer.ts';

type QuestionActionsProps = {
  readonly ask: Ask;
  readonly subject: Exclude<AskSubject, { kind: 'gate' }>;
  readonly active: boolean;
  readonly compact: boolean;
};

/** Options as numbered buttons; a question also takes words of one's own. */
export function QuestionActions({ ask, subject, active, compact }: QuestionActionsProps) {
  const choose = (text: string) => void answerAsks([ask], { kind: 'choose', text });
  const numbered = subject.options.slice(0, 9).map((option, index) => [String(index + 1), () => choose(option)]);
  const keys = {
    ...(Object.fromEntries(numbered) as Record<string, () => void>),
    O: () => openThread(ask.thread),
    'Mod+Backspace': () => openDialog({ kind: 'kill', thread: ask.thread }),
  };
  useKeys(active ? keys : {}, 'Inbox');
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        {subject.options.map((option, index) => (
          <Button
            key={option}
            small={compact}
            look={index === 0 ? 'primary' : 'plain'}
            title={choiceConsequences[option]}
            onClick={() => choose(option)}
            className="max-w-full"
          >
            <span className="truncate">{visible(option)}</span>{' '}
            {active && index < 9 && <Kbd chord={String(index + 1)} />}
          </Button>
        ))}
      </div>
      {subject.kind === 'question' && <OwnWords of={ask.id} active={active} onSend={choose} />}
    </div>
  );
}

type OwnWordsProps = {
  readonly of: string;
  readonly active: boolean;
  readonly onSend: (text: string) => void;
};

function OwnWords({ of, active, onSend }: OwnWordsProps) {
  const draft = `answer ${of}`;
  const [text, setText] = useDraft(draft);
  const field = useRef<HTMLInputElement>(null);
  const key = useKeyHint('Inbox');
  useKeys(active ? { E: () => field.current?.focus() } : {}, 'Inbox');
  return (
    <form
      className="flex gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() === '') return;
        dropDraft(draft);
        onSend(text.trim());
      }}
    >
      <TextInput
        ref={field}
        aria-label="Answer in your own words"
        placeholder={`Or answer in your own words${active ? key('E') : ''}`}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
      />
      <Button type="submit" disabled={text.trim() === ''}>
        Answer
      </Button>
    </form>
  );
}
