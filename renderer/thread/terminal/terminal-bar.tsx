import { clsx } from 'clsx';
import { Search, X } from 'lucide-react';
import type { TerminalId, TerminalInfo } from '../../../core/contract/thread/terminal-methods.ts';
import { isAlive } from '../../../core/model/run.ts';
import { currentRun } from '../../../core/model/thread.ts';
import type { Thread } from '../../../core/model/thread.ts';
import { legalActions } from '../../../core/views/legal.ts';
import { visible } from '../../../core/views/text/visible.ts';
import { useRepo } from '../../mirror/selectors.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Kbd } from '../../ui/kbd.tsx';
import { openDialog } from '../../window/window-state.ts';
import { FindInTerminal } from './find-in-terminal.tsx';
import { OpenButtons } from './open-buttons.tsx';
import type { OpenTerminal } from './open-buttons.tsx';

type TerminalBarProps = {
  readonly thread: Thread;
  readonly list: readonly TerminalInfo[];
  readonly shown: TerminalInfo;
  readonly finding: boolean;
  readonly onChoose: (terminal: TerminalId) => void;
  readonly onOpen: OpenTerminal;
  readonly onClose: (terminal: TerminalId) => Promise<void>;
  readonly onFind: (words: string, step: 1 | -1) => boolean;
  readonly onFinding: (wanted: boolean) => void;
};

/** Which terminal is in sight, and whose the thread is. */
export function TerminalBar({ thread, list, shown, finding, ...on }: TerminalBarProps) {
  return (
    <div className="@container flex min-h-9 shrink-0 flex-wrap items-center gap-2 border-b px-5 py-1 text-sm text-ink-3">
      <ul aria-label="Terminals" className="flex flex-wrap items-center gap-1">
        {list.map((each, index) => (
          <TerminalChip
            key={each.terminal}
            info={each}
            nth={index + 1}
            chosen={each.terminal === shown.terminal}
            onChoose={on.onChoose}
            onClose={on.onClose}
          />
        ))}
      </ul>
      <OpenButtons small thread={thread} onOpen={on.onOpen} />
      <span className="flex-1" />
      {finding ? (
        <FindInTerminal onFind={on.onFind} onClose={() => on.onFinding(false)} />
      ) : (
        <>
          <span className="flex items-center gap-1.5 whitespace-nowrap @max-3xl:hidden">
            <Kbd chord="Mod+J" /> leaves
          </span>
          <IconButton small label="Search the terminal (Ctrl+Alt+F)" onClick={() => on.onFinding(true)}>
            <Search className="size-3.5" />
          </IconButton>
        </>
      )}
      <Hands thread={thread} />
    </div>
  );
}

type TerminalChipProps = {
  readonly info: TerminalInfo;
  readonly nth: number;
  readonly chosen: boolean;
  readonly onChoose: (terminal: TerminalId) => void;
  readonly onClose: (terminal: TerminalId) => Promise<void>;
};

function TerminalChip({ info, nth, chosen, onChoose, onClose }: TerminalChipProps) {
  const repo = useRepo(info.repo)?.name ?? info.repo;
  const name = `${String(nth)} ${visible(repo)}${info.kind === 'session' ? ', session' : ''}`;
  return (
    <li className={clsx('flex items-center rounded-control', chosen ? 'bg-selected text-ink' : 'hover:bg-hover')}>
      <button
        type="button"
        aria-pressed={chosen}
        onClick={() => onChoose(info.terminal)}
        className="h-6 max-w-48 truncate pr-1 pl-2"
      >
        {name}
        {info.ended && <span className="text-ink-3"> · ended</span>}
      </button>
      <IconButton small label={`Close terminal ${name}`} onClick={() => void onClose(info.terminal)}>
        <X className="size-3" />
      </IconButton>
    </li>
  );
}

/** Take over and hand back, from where the person works. */
function Hands({ thread }: { readonly thread: Thread }) {
  const open = () => openDialog({ kind: 'take-over', thread: thread.thread });
  if (thread.halt?.kind === 'taken-over')
    return (
      <Button small onClick={open}>
        Hand back…
      </Button>
    );
  return (
    <>
      {isAlive(currentRun(thread)) && <span className="text-needs-you">The agent works here too</span>}
      {legalActions(thread).has('take-over') && (
        <Button small look="quiet" onClick={open}>
          Take over…
        </Button>
      )}
    </>
  );
}
