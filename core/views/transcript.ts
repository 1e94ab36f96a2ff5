import type { TranscriptItem } from '../model/harness/transcript-item.ts';
import { readToolUse } from '../gates/tools/tool-use.ts';
import type { Ask } from '../model/ask.ts';
import type { HarnessEvent } from '../model/harness-event.ts';

type Of<T extends HarnessEvent['type']> = Extract<HarnessEvent, { type: T }>;

/** A tool call with everything that was said about it later, joined by the harness's id of the call. */
export type ToolRow = {
  readonly kind: 'tool';
  readonly seq: number;
  readonly at: number;
  readonly call: Of<'tool-call'>['call'];
  /** The sub-agent that made it: its title where it introduced itself, else its id. */
  readonly agent: string | undefined;
  readonly permission: Of<'permission'> | undefined;
  readonly output: string;
  readonly result: Of<'tool-result'> | undefined;
};

export type TextRow = {
  readonly kind: 'text' | 'thought';
  readonly seq: number;
  readonly at: number;
  readonly text: string;
};

/** Everything else is a row of its own. */
export type EventRow = {
  readonly kind: 'event';
  readonly seq: number;
  readonly at: number;
  readonly event: Exclude<
    HarnessEvent,
    Of<'tool-call' | 'permission' | 'tool-output' | 'tool-result' | 'text' | 'thought' | 'usage' | 'quota-window'>
  >;
};

export type TranscriptRow = ToolRow | TextRow | EventRow;

/** Rows so far and where each call stands. Changed in place; a row that changed is a new object. */
export type TranscriptRows = {
  readonly rows: TranscriptRow[];
  readonly calls: Map<string, number>;
  /** Titles of the sub-agents heard of, by their id. */
  readonly agents: Map<string, string>;
  /** The last item folded in. */
  seq: number;
  /** The last row of text or thought still takes deltas. */
  streaming: boolean;
};

/** What one tool may show before its beginning is cut; the whole is in the transcript store. */
const outputLimit = 200_000;

export function emptyRows(): TranscriptRows {
  return { rows: [], calls: new Map(), agents: new Map(), seq: 0, streaming: false };
}

/** Folds one item in; an item seen before is ignored, so that reading and following may overlap. */
export function addItem(into: TranscriptRows, item: TranscriptItem): void {
  if (item.seq <= into.seq) return;
  into.seq = item.seq;
  const { event } = item;
  if (event.type !== 'text' && event.type !== 'thought') into.streaming = false;
  switch (event.type) {
    case 'text':
    case 'thought':
      addText(into, item, event);
      return;
    case 'tool-call':
      into.calls.set(event.call.id, into.rows.length);
      into.rows.push({
        kind: 'tool',
        seq: item.seq,
        at: item.at,
        call: event.call,
        agent: event.agent === undefined ? undefined : (into.agents.get(event.agent) ?? event.agent),
        permission: undefined,
        output: '',
        result: undefined,
      });
      return;
    case 'permission':
      patchTool(into, event.call, () => ({ permission: event }));
      return;
    case 'tool-output':
      patchTool(into, event.call, (row) => ({ output: (row.output + event.text).slice(-outputLimit) }));
      return;
    case 'tool-result':
      patchTool(into, event.call, () => ({ result: event }));
      return;
    case 'usage':
    case 'quota-window':
      return;
    case 'plan':
      addPlan(into, item, event);
      return;
    default:
      if (event.type === 'sub-agent' && event.title !== '') into.agents.set(event.id, event.title);
      into.rows.push({ kind: 'event', seq: item.seq, at: item.at, event: withoutEcho(into, event) });
  }
}

/** Most agents end a turn with what they have just said; that is not said twice. */
function withoutEcho({ rows }: TranscriptRows, event: EventRow['event']): EventRow['event'] {
  if (event.type !== 'turn-ended' || event.summary === '') return event;
  const began = rows.findLastIndex((row) => row.kind === 'event' && row.event.type === 'turn-started');
  const said = rows.slice(began + 1).map((row) => (row.kind === 'text' ? row.text : ''));
  return solid(said.join('')).includes(solid(event.summary)) ? { ...event, summary: '' } : event;
}

/** Pieces are put together with different space between them. */
function solid(text: string): string {
  return text.replaceAll(/\s+/g, '');
}

function addText(into: TranscriptRows, item: TranscriptItem, event: Of<'text' | 'thought'>): void {
  const last = into.rows.at(-1);
  const delta = event.delta ?? false;
  const goesOn = into.streaming && delta && last?.kind === event.type;
  into.streaming = delta;
  if (goesOn) into.rows[into.rows.length - 1] = { ...last, text: last.text + event.text };
  else into.rows.push({ kind: event.type, seq: item.seq, at: item.at, text: event.text });
}

/** A plan is one row that moves on, not a row for each step that was done. */
function addPlan(into: TranscriptRows, item: TranscriptItem, event: Of<'plan'>): void {
  const row: EventRow = { kind: 'event', seq: item.seq, at: item.at, event };
  const index = into.rows.findLastIndex((each) => each.kind === 'event' && each.event.type === 'plan');
  const before = into.rows[index];
  if (before) into.rows[index] = { ...row, seq: before.seq, at: before.at };
  else into.rows.push(row);
}

function patchTool(into: TranscriptRows, call: string, patch: (row: ToolRow) => Partial<ToolRow>): void {
  const index = into.calls.get(call);
  const row = index === undefined ? undefined : into.rows[index];
  if (index !== undefined && row?.kind === 'tool') into.rows[index] = { ...row, ...patch(row) };
}

/** `not-run`: the program turned the call down before it asked anybody. */
export type ToolState = 'asked' | 'denied' | 'running' | 'done' | 'failed' | 'not-run';

/** `ask` is the decision it waits for or waited for; the harness itself reports only that it was asked. */
export function toolState(row: ToolRow, ask: Ask | undefined): ToolState {
  if (row.permission?.verdict === 'deny') return 'denied';
  if (ask?.state.kind === 'answered' && ask.state.answer.kind === 'reject') return 'denied';
  if (row.result?.ran === false) return 'not-run';
  if (row.result) return row.result.ok ? 'done' : 'failed';
  return row.permission?.verdict === 'ask' && ask?.state.kind !== 'answered' ? 'asked' : 'running';
}

/**
 * The call in one line, alike for every harness: the command, the paths seen from where it starts, the addresses, or the
 * title or name of a tool that nobody here knows.
 */
export function toolLine(call: ToolRow['call']): string {
  const use = readToolUse(call);
  switch (use.kind) {
    case 'shell':
      return firstLine(scriptIn(givenTo(call.input).command) ?? use.command);
    case 'files':
      return [...new Set(use.uses.map(({ path }) => relativeTo(path, call.cwd)))].join(', ');
    case 'fetch':
      return use.urls.join(', ') || call.tool;
    default:
      return unknownLine(call);
  }
}

function unknownLine({ tool, input, cwd }: ToolRow['call']): string {
  const { command, path, title } = { ...input, ...givenTo(input) };
  if (typeof command === 'string') return firstLine(command);
  if (typeof path === 'string') return relativeTo(path, cwd);
  return typeof title === 'string' ? firstLine(title) : tool;
}

/** Codex names the shell with every command. */
function scriptIn(command: unknown): string | undefined {
  if (!Array.isArray(command) || command.length !== 3) return undefined;
  const [shell, flag, script] = command as readonly unknown[];
  const isShell = /(^|\/)(ba|z|da)?sh$/.test(String(shell)) && /^-l?c$/.test(String(flag));
  return isShell && typeof script === 'string' ? script : undefined;
}

/** What the tool was given, without what its harness says around it. */
export function givenTo(input: ToolRow['call']['input']): ToolRow['call']['input'] {
  const { rawInput } = input;
  return isRecord(rawInput) ? rawInput : input;
}

function firstLine(text: string): string {
  const [first, ...more] = text.trim().split('\n');
  return more.length > 0 ? `${first ?? ''} …` : (first ?? '');
}

/** A path below `folder` as it reads from there; any other as it is. */
export function relativeTo(path: string, folder: string): string {
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
}

function isRecord(value: unknown): value is ToolRow['call']['input'] {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
