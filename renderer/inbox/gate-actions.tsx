import { useState } from 'react';
import type { Ask } from '../../core/model/ask.ts';
import { Button } from '../ui/button.tsx';
import { TextArea } from '../ui/field.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { useKeys } from '../window/keys.ts';
import { openDialog, openThread } from '../window/window-state.ts';
import { answerAsks, consequences } from './answer.ts';

export type GateActionsProps = { readonly asks: readonly Ask[]; readonly active: boolean; readonly compact: boolean };

export function GateActions({ asks, active, compact }: GateActionsProps) {
  const [rejecting, setRejecting] = useState(false);
  const thread = asks[0]?.thread;
  const approve = (scope: 'once' | 'thread') => void answerAsks(asks, { kind: 'approve', scope });
  const kill = () => thread !== undefined && openDialog({ kind: 'kill', thread });
  const keys = {
    A: () => approve('once'),
    R: () => setRejecting(true),
    O: () => thread !== undefined && openThread(thread),
    'Mod+Backspace': kill,
  };
  useKeys(active ? keys : {});
  if (rejecting)
    return (
      <RejectForm
        onCancel={() => setRejecting(false)}
        onReject={(reason) => void answerAsks(asks, { kind: 'reject', reason })}
      />
    );
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button small={compact} look="primary" title={consequences.once} onClick={() => approve('once')}>
        Approve once {active && <Kbd chord="A" />}
      </Button>
      <Button small={compact} title={consequences.thread} onClick={() => approve('thread')}>
        {compact ? 'For this thread' : 'Approve for this thread'}
      </Button>
      <Button small={compact} title={consequences.reject} onClick={() => setRejecting(true)}>
        {compact ? 'Reject' : 'Reject…'} {active && <Kbd chord="R" />}
      </Button>
      {!compact && thread !== undefined && (
        <>
          <span className="flex-1" />
          <Button look="quiet" onClick={() => openThread(thread)}>
            Open {active && <Kbd chord="O" />}
          </Button>
          <Button look="danger" onClick={kill}>
            Kill {active && <Kbd chord="Mod+Backspace" />}
          </Button>
        </>
      )}
    </div>
  );
}

type RejectFormProps = { readonly onReject: (reason: string) => void; readonly onCancel: () => void };

function RejectForm({ onReject, onCancel }: RejectFormProps) {
  const [reason, setReason] = useState('');
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        onReject(reason);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel();
        if (event.key !== 'Enter' || event.shiftKey) return;
        event.preventDefault();
        onReject(reason);
      }}
    >
      <TextArea
        autoFocus
        rows={2}
        aria-label="Reason for the agent"
        placeholder="What should it do instead? The agent reads this."
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <div className="flex gap-2">
        <Button type="submit" look="primary">
          Reject <Kbd chord="Enter" />
        </Button>
        <Button look="quiet" onClick={onCancel}>
          Back
        </Button>
      </div>
    </form>
  );
}
