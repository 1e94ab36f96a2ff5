import { ChevronRight, FilePen, FileText, Globe, SquareTerminal, Wrench } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useState } from 'react';
import { toolKind } from '../../../core/gates/tools/tool-names.ts';
import type { ToolKind } from '../../../core/gates/tools/tool-names.ts';
import type { Ask } from '../../../core/model/ask.ts';
import { durationText } from '../../../core/views/text/elapsed.ts';
import { relativeTo, toolLine, toolState } from '../../../core/views/transcript.ts';
import type { ToolRow as Tool, ToolState } from '../../../core/views/transcript.ts';
import { cutAt, visible } from '../../../core/views/text/visible.ts';
import { Glyph } from '../../ui/glyph.tsx';
import type { Shape } from '../../ui/glyph.tsx';
import { AskRow } from './ask-row.tsx';
import { ToolDetails } from './tool-details.tsx';

type ToolRowProps = {
  readonly row: Tool;
  readonly ask: Ask | undefined;
  /** The thread's workspace; what lies in it is named from there. */
  readonly folder: string;
  /** The search found it, so that its details are shown. */
  readonly found?: boolean;
};

/** One action in one line; opened, everything that is known of it. */
export function ToolRow({ row, ask, folder, found = false }: ToolRowProps) {
  const [opened, setOpen] = useState(false);
  const open = opened || found;
  const state = toolState(row, ask);
  const waiting = ask?.state.kind === 'open';
  const { shape, tone, word } = marks[state];
  const kind = toolKind(row.call.tool);
  const Icon = kind === undefined ? Wrench : icons[kind];
  return (
    <div className="py-px" data-tool={row.call.id}>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="group -mx-2 flex h-8 w-[calc(100%+16px)] items-center gap-2.5 rounded-control px-2 text-left hover:bg-hover"
      >
        <Glyph shape={shape} className={tone} />
        <Icon className="size-3.5 shrink-0 text-ink-3" aria-label={kind ?? row.call.tool} />
        <span className="min-w-0 flex-1 truncate font-mono text-code text-ink-2 group-hover:text-ink">
          {row.call.cwd !== folder && <span className="text-ink-3">{visible(relativeTo(row.call.cwd, folder))} </span>}
          {visible(cutAt(toolLine(row.call), 500).text)}
        </span>
        {row.agent !== undefined && (
          <span
            title={`Made by the sub-agent ${visible(row.agent)}`}
            className="hairline max-w-40 truncate rounded-tiny px-1.5 text-sm text-ink-2"
          >
            {visible(row.agent)}
          </span>
        )}
        <span className={`text-sm ${state === 'done' ? 'sr-only' : tone}`}>{word}</span>
        {row.result && <span className="text-sm text-ink-3">{durationText(row.result.durationMs)}</span>}
        <ChevronRight
          className={`size-3.5 shrink-0 text-ink-3 transition-transform duration-150 ${open ? 'rotate-90' : ''}`}
          aria-hidden
        />
      </button>
      {open && <ToolDetails row={row} ask={ask} />}
      {waiting && <AskRow ask={ask} />}
    </div>
  );
}

/** By what a tool does, whatever its harness calls it. */
const icons: Readonly<Record<ToolKind, LucideIcon>> = {
  ...{ shell: SquareTerminal, read: FileText, search: FileText, fetch: Globe, 'web-search': Globe, harmless: Wrench },
  ...{ write: FilePen, patch: FilePen, delete: FilePen, move: FilePen },
};

const marks: Readonly<Record<ToolState, { readonly shape: Shape; readonly tone: string; readonly word: string }>> = {
  asked: { shape: 'shield', tone: 'text-needs-you', word: 'asked' },
  denied: { shape: 'slash', tone: 'text-failed', word: 'denied' },
  running: { shape: 'half', tone: 'text-working', word: 'running' },
  done: { shape: 'check', tone: 'text-quiet', word: 'done' },
  failed: { shape: 'cross', tone: 'text-failed', word: 'failed' },
  'not-run': { shape: 'slash', tone: 'text-quiet', word: 'not run' },
};
