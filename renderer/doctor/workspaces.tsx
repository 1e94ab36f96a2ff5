import { useState } from 'react';
import type { ThreadId } from '../../core/ids.ts';
import type { WorkspaceRow } from '../../core/model/workspace/removal.ts';
import type { Failure } from '../../core/result.ts';
import type { Tone } from '../../core/views/board.ts';
import { visible } from '../../core/views/text/visible.ts';
import { bridge } from '../bridge.ts';
import { Button } from '../ui/button.tsx';
import { Problem } from '../ui/field.tsx';
import { Section } from '../ui/section.tsx';
import { StateMark } from '../ui/state-mark.tsx';
import { useSteadyAnswer } from '../window/use-answer.ts';

const shownAtOnce = 8;

/** What the person may do something about stands first. */
const looks: Readonly<Record<WorkspaceRow['state'], { readonly word: string; readonly tone: Tone }>> = {
  quarantined: { word: 'quarantined', tone: 'failed' },
  orphaned: { word: 'orphaned', tone: 'needs-you' },
  removable: { word: 'removable', tone: 'ready' },
  removed: { word: 'in the trash', tone: 'quiet' },
  'in-use': { word: 'in use', tone: 'working' },
};
const order = Object.keys(looks);

/** Where each workspace stands; those of finished threads can go, and come back for 7 days. */
export function Workspaces() {
  const [look, setLook] = useState(1);
  const [all, setAll] = useState(false);
  const answer = useSteadyAnswer('workspaces.list', {}, { of: '', version: String(look) });
  if (!answer) return null;
  if (!answer.ok)
    return (
      <Section title="Workspaces">
        <Problem {...answer.error} />
      </Section>
    );
  const rows = answer.value.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  if (rows.length === 0) return null;
  return (
    <Section title="Workspaces">
      <ul className="flex flex-col overflow-hidden rounded-card border">
        {rows.slice(0, all ? rows.length : shownAtOnce).map((row) => (
          <Workspace key={`${row.state} ${row.path}`} row={row} onChanged={() => setLook(look + 1)} />
        ))}
      </ul>
      {rows.length > shownAtOnce && !all && (
        <Button small className="self-start" onClick={() => setAll(true)}>
          Show all {rows.length}
        </Button>
      )}
    </Section>
  );
}

type WorkspaceProps = { readonly row: WorkspaceRow; readonly onChanged: () => void };

function Workspace({ row: { name, path, thread, state, text }, onChanged }: WorkspaceProps) {
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Failure>();
  const act = async (
    deed: 'workspaces.remove' | 'workspaces.restore',
    input: { thread: ThreadId; force?: boolean },
  ) => {
    setBusy(true);
    const done = await bridge().call(deed, input);
    setBusy(false);
    setRefused(done.ok ? undefined : done.error);
    if (done.ok) onChanged();
  };
  const holdsWork = refused?.code === 'would-lose';
  return (
    <li className="flex flex-wrap items-start gap-x-6 gap-y-2 border-b px-4 py-3 last:border-b-0">
      <div className="min-w-60 flex-1">
        <p className="flex items-center gap-2 font-medium">
          <StateMark {...looks[state]} className="font-normal" />
          <span className="untrusted truncate">{visible(name)}</span>
        </p>
        <p className="untrusted text-pretty wrap-anywhere">{visible(text)}</p>
        <p className="untrusted text-sm wrap-anywhere text-ink-3 select-text">{visible(path)}</p>
        {refused && (
          <div className="pt-2">
            <Problem message={refused.message} next={holdsWork ? keptAnyway : refused.next} />
          </div>
        )}
      </div>
      {thread !== undefined && state === 'removed' && (
        <Button
          disabled={busy}
          aria-label={`Bring back ${visible(name)}`}
          onClick={() => void act('workspaces.restore', { thread })}
        >
          Bring back
        </Button>
      )}
      {thread !== undefined && (state === 'removable' || state === 'quarantined') && (
        <Button
          disabled={busy}
          aria-label={`${holdsWork ? 'Remove all the same' : 'Remove'}: ${visible(name)}`}
          onClick={() => void act('workspaces.remove', { thread, force: holdsWork })}
        >
          {holdsWork ? 'Remove all the same' : 'Remove'}
        </Button>
      )}
    </li>
  );
}

const keptAnyway =
  'Look at it first. Removed all the same, it is saved as a checkpoint and lies in the trash for 7 days.';
