import { lazy, Suspense, useRef, useState } from 'react';
import type { TerminalId } from '../../../core/contract/thread/terminal-methods.ts';
import type { RepoId } from '../../../core/ids.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { Empty } from '../../ui/empty.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { useKeys } from '../../window/keys.ts';
import { request } from '../../window/request.ts';
import { TerminalBar } from './terminal-bar.tsx';
import { OpenButtons } from './open-buttons.tsx';
import type { ScreenHandle } from './screen.tsx';
import { useTerminals } from './use-terminals.ts';

/** Most people never open one, so what draws it is loaded then. */
const Screen = lazy(async () => ({ default: (await import('./screen.tsx')).Screen }));

/** The person's own terminals in the thread's worktrees. */
export function TerminalTab({ thread }: { readonly thread: Thread }) {
  const { list, refresh } = useTerminals(thread.thread);
  const [chosen, setChosen] = useState<TerminalId>();
  const [finding, setFinding] = useState(false);
  const screen = useRef<ScreenHandle>(null);
  useKeys({ 'Mod+Alt+F': () => setFinding(true) });
  if (thread.workspace.kind !== 'ready')
    return (
      <Empty title="There is no worktree yet" text="It is made when the thread starts. A terminal opens in it then." />
    );
  if (!list) return <Waiting text="Looking for terminals" />;

  const open = async (repo: RepoId, kind: 'shell' | 'session') => {
    const opened = await request('terminals.open', { thread: thread.thread, repo, kind });
    if (!opened.ok) return;
    setChosen(opened.value.terminal);
    await refresh();
  };
  const close = async (terminal: TerminalId) => {
    await request('terminals.close', { terminal });
    await refresh();
  };
  const shown = list.find(({ terminal }) => terminal === chosen) ?? list.at(-1);
  if (!shown)
    return (
      <Empty
        title="No terminal is open"
        text="It is yours: nothing you do in it is gated, recorded or shown to the agent."
      >
        <OpenButtons thread={thread} onOpen={open} />
      </Empty>
    );
  return (
    <>
      <TerminalBar
        {...{ thread, list, shown, finding }}
        onChoose={(terminal) => {
          setChosen(terminal);
          screen.current?.focus();
        }}
        onOpen={open}
        onClose={close}
        onFind={(words, step) => screen.current?.find(words, step) ?? false}
        onFinding={(wanted) => {
          setFinding(wanted);
          if (!wanted) screen.current?.focus();
        }}
      />
      <div className="min-h-0 flex-1 bg-canvas px-3 pt-2">
        <Suspense fallback={<Waiting text="Opening the terminal" />}>
          <Screen key={shown.terminal} terminal={shown.terminal} label="Terminal" ref={screen} />
        </Suspense>
      </div>
      {shown.ended && (
        <p role="status" className="border-t px-5 py-2 text-sm text-ink-2">
          The program ended
          {shown.ended.exitCode === undefined ? '.' : ` with exit code ${String(shown.ended.exitCode)}.`}
        </p>
      )}
    </>
  );
}
