import { Command } from 'cmdk';
import { useState } from 'react';
import type { ThreadId } from '../../../core/ids.ts';
import { LinkKind } from '../../../core/model/attention/edge.ts';
import type { Thread } from '../../../core/model/thread.ts';
import type { Failure } from '../../../core/result.ts';
import { linkWords } from '../../../core/views/attention/links.ts';
import { threadsLike } from '../../../core/views/shown/threads-like.ts';
import { visible } from '../../../core/views/text/visible.ts';
import { bridge } from '../../bridge.ts';
import { useStanding, useThread, useThreads } from '../../mirror/selectors.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Field, Problem, Select } from '../../ui/field.tsx';
import { StateGlyph } from '../../ui/state-mark.tsx';
import { closeDialog } from '../../window/window-state.ts';

/** More are found by typing. */
const shownAtOnce = 50;

/** What a thread is to another one: first the kind, then the other, both by keyboard. */
export function LinkDialog({ id }: { readonly id: ThreadId }) {
  const thread = useThread(id);
  const [kind, setKind] = useState<LinkKind>('waits-for');
  const [failure, setFailure] = useState<Failure>();
  if (!thread) return null;
  const link = async (to: ThreadId) => {
    const linked = await bridge().call('threads.link', { thread: id, kind, to });
    if (linked.ok) closeDialog();
    else setFailure(linked.error);
  };
  return (
    <Dialog title={`Link #${String(thread.number)} to another thread`} notice={failure && <Problem {...failure} />}>
      <div className="flex flex-col gap-4">
        <p className="untrusted text-ink-2">{visible(thread.title)}</p>
        <Field label="This thread">
          {(named) => (
            <Select
              {...named}
              value={kind}
              onChange={(event) => {
                setKind(LinkKind.parse(event.target.value));
                setFailure(undefined);
              }}
            >
              {LinkKind.options.map((each) => (
                <option key={each} value={each}>
                  {linkWords[each]}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <ThreadPicker except={id} label={linkWords[kind]} onPick={(to) => void link(to)} />
      </div>
    </Dialog>
  );
}

type PickerProps = { readonly except: ThreadId; readonly label: string; readonly onPick: (id: ThreadId) => void };

function ThreadPicker({ except, label, onPick }: PickerProps) {
  const [sought, setSought] = useState('');
  const others = useThreads().filter((thread) => thread.thread !== except && !thread.dropped);
  const found = threadsLike(others, sought, { most: shownAtOnce });
  return (
    <Command label={label} loop shouldFilter={false} className="flex flex-col rounded-control border">
      <Command.Input
        autoFocus
        value={sought}
        onValueChange={setSought}
        placeholder="Number or words of the other thread"
        className="h-9 border-b bg-transparent px-3 outline-none! select-text"
      />
      <Command.List className="max-h-64 overflow-y-auto p-1">
        <Command.Empty className="px-2 py-4 text-center text-ink-3">There is no such thread.</Command.Empty>
        {found.map((thread) => (
          <Command.Item
            key={thread.thread}
            value={thread.thread}
            onSelect={() => onPick(thread.thread)}
            className="group flex h-8 items-center gap-2 rounded-control px-2 text-ink-2 data-[selected=true]:bg-selected data-[selected=true]:text-ink"
          >
            <Row thread={thread} />
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  );
}

function Row({ thread }: { readonly thread: Thread }) {
  const standing = useStanding(thread.thread);
  return (
    <>
      {standing && <StateGlyph word={standing.word} tone={standing.tone} />}
      <span className="text-ink-3 group-data-[selected=true]:text-ink-2">#{thread.number}</span>
      <span className="min-w-0 flex-1 truncate">{visible(thread.title)}</span>
    </>
  );
}
