import { useState } from 'react';
import { takesCommand } from '../../../core/gates/tools/with-command.ts';
import type { Ask } from '../../../core/model/ask.ts';
import { Button } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { useKeys } from '../../window/keys.ts';
import { openDialog, openThread } from '../../window/window-state.ts';
import { answerAsks, consequences } from '../answer.ts';
import { EditForm } from './edit-form.tsx';
import { RejectForm } from './reject-form.tsx';
import { useWideScopes, whyNot } from './wide-scopes.ts';
import type { WideScope } from './wide-scopes.ts';

export type GateActionsProps = { readonly asks: readonly Ask[]; readonly active: boolean; readonly compact: boolean };

/** From the narrowest answer to the widest; the wide ones show the rule they write before they write it. */
export function GateActions({ asks, active, compact }: GateActionsProps) {
  const [writing, setWriting] = useState<'reason' | 'command'>();
  const first = asks[0];
  const editable = editableIn(first);
  const offers = useWideScopes(active ? first : undefined);
  const approve = (scope: 'once' | 'thread') => void answerAsks(asks, { kind: 'approve', scope });
  const widen = (scope: WideScope) => {
    if (first && whyNot(offers[scope]) === undefined) openDialog({ kind: 'rule', ask: first.id, scope });
  };
  const open = () => first && openThread(first.thread);
  const kill = () => first && openDialog({ kind: 'kill', thread: first.thread });
  const keys = {
    A: () => approve('once'),
    T: () => approve('thread'),
    P: () => widen('repo'),
    W: () => widen('always'),
    E: () => editable !== undefined && setWriting('command'),
    R: () => setWriting('reason'),
    O: open,
    'Mod+Backspace': kill,
  };
  useKeys(active && !writing ? keys : {}, 'Inbox');
  if (writing) return <Writing {...{ asks, writing, editable }} onBack={() => setWriting(undefined)} />;
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <Button small={compact} look="primary" title={consequences.once} onClick={() => approve('once')}>
          {asks.length > 1 ? `Approve once for ${String(asks.length)}` : 'Approve once'}{' '}
          {active && <Kbd chord="A" on="Inbox" />}
        </Button>
        <Button small={compact} title={consequences.thread} onClick={() => approve('thread')}>
          {asks.length > 1 ? 'For these threads' : 'For this thread'} {active && <Kbd chord="T" on="Inbox" />}
        </Button>
        <WideApproval {...{ compact, active }} reason={whyNot(offers.repo)} scope="repo" onWiden={widen} />
        <WideApproval {...{ compact, active }} reason={whyNot(offers.always)} scope="always" onWiden={widen} />
        {editable !== undefined && (
          <Button small={compact} title={consequences.edit} onClick={() => setWriting('command')}>
            Edit… {active && <Kbd chord="E" on="Inbox" />}
          </Button>
        )}
        <Button small={compact} title={consequences.reject} onClick={() => setWriting('reason')}>
          Reject… {active && <Kbd chord="R" on="Inbox" />}
        </Button>
      </div>
      <NotOffered repo={whyNot(offers.repo)} always={whyNot(offers.always)} />
    </div>
  );
}

/** The command that may be changed, where the agent wants to run one and all of it is shown. */
function editableIn(ask: Ask | undefined): string | undefined {
  if (ask?.subject.kind !== 'gate') return undefined;
  const { action } = ask.subject;
  return takesCommand(action) ? action.raw : undefined;
}

type WritingProps = {
  readonly asks: readonly Ask[];
  readonly writing: 'reason' | 'command';
  readonly editable: string | undefined;
  readonly onBack: () => void;
};

/** What goes with an answer. */
function Writing({ asks, writing, editable, onBack }: WritingProps) {
  const of = asks[0]?.id ?? '';
  if (writing === 'reason' || editable === undefined)
    return (
      <RejectForm of={of} onCancel={onBack} onReject={(reason) => void answerAsks(asks, { kind: 'reject', reason })} />
    );
  return (
    <EditForm
      of={of}
      command={editable}
      onCancel={onBack}
      onApprove={(command) => void answerAsks(asks, { kind: 'edit', command })}
    />
  );
}

type WideApprovalProps = {
  readonly scope: WideScope;
  /** Why it is not offered. */
  readonly reason: string | undefined;
  readonly compact: boolean;
  readonly active: boolean;
  readonly onWiden: (scope: WideScope) => void;
};

const wide = { repo: { label: 'This repo…', chord: 'P' }, always: { label: 'Always…', chord: 'W' } } as const;

function WideApproval({ scope, reason, compact, active, onWiden }: WideApprovalProps) {
  const { label, chord } = wide[scope];
  return (
    <Button
      small={compact}
      title={reason ?? consequences[scope]}
      disabled={reason !== undefined}
      onClick={() => onWiden(scope)}
    >
      {label} {active && <Kbd chord={chord} on="Inbox" />}
    </Button>
  );
}

type NotOfferedProps = { readonly repo: string | undefined; readonly always: string | undefined };

/** A button that does nothing says why. */
function NotOffered({ repo, always }: NotOfferedProps) {
  const reasons =
    repo === always
      ? [['A wider approval', repo]]
      : [
          ['This repo', repo],
          ['Always', always],
        ];
  return reasons.map(
    ([name, reason]) =>
      reason !== undefined && (
        <p key={name} className="untrusted text-sm text-ink-3">
          {name} is not offered: {reason}
        </p>
      ),
  );
}
