import { useState } from 'react';
import type { ThreadId } from '../../core/ids.ts';
import { isUnfinished } from '../../core/model/thread.ts';
import { useThread } from '../mirror/selectors.ts';
import { Button } from '../ui/button.tsx';
import { request } from '../window/request.ts';
import type { SameTopicQuestion } from './same-topic.ts';

/** What can be said to whether two threads are about the same. Each can be taken back where decisions are listed. */
export function SameTopicAnswers({
  question,
  small = false,
}: {
  readonly question: SameTopicQuestion;
  readonly small?: boolean;
}) {
  const [busy, setBusy] = useState(false);
  const { key, choice } = question;
  const answer = async (action: 'link' | 'supersede' | 'apart', into?: ThreadId) => {
    setBusy(true);
    await request('decisions.answer', { key, action, ...(into && { into }) });
    setBusy(false);
  };
  const shared = { small, disabled: busy };
  return (
    <div className="flex flex-wrap gap-2">
      <Button {...shared} onClick={() => void answer('link')}>
        The same: link them
      </Button>
      <KeepOnly {...shared} stays={choice.edge.to} goes={choice.thread} onKeep={(id) => void answer('supersede', id)} />
      <KeepOnly {...shared} stays={choice.thread} goes={choice.edge.to} onKeep={(id) => void answer('supersede', id)} />
      <Button {...shared} look="quiet" onClick={() => void answer('apart')}>
        Not the same
      </Button>
    </div>
  );
}

type KeepProps = {
  readonly stays: ThreadId;
  readonly goes: ThreadId;
  readonly small: boolean;
  readonly disabled: boolean;
  readonly onKeep: (stays: ThreadId) => void;
};

function KeepOnly({ stays, goes, onKeep, ...rest }: KeepProps) {
  const [one, other] = [useThread(stays), useThread(goes)];
  if (!one || !other || !isUnfinished(other)) return null;
  return (
    <Button
      {...rest}
      look="quiet"
      title={`#${String(other.number)} is dropped; its branches are kept`}
      onClick={() => onKeep(stays)}
    >
      Keep only #{one.number}
    </Button>
  );
}
