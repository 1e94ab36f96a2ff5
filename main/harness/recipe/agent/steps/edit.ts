import { rm } from 'node:fs/promises';
import { relative } from 'node:path';
import type { ToolCall } from '../../../../../core/model/action.ts';
import { actionId } from '../../../../../core/model/recipe/plan.ts';
import { previewChange } from '../../../../../core/model/recipe/preview.ts';
import { shellWord } from '../../../../../core/model/recipe/template.ts';
import { askLeave, callOf, tellResult } from './action.ts';
import type { Action, ActionEnd } from './action.ts';
import { sha256, writeDurably } from '../durable-file.ts';
import { planEdits } from './plan-edits.ts';
import type { EditWork, FileChange } from './plan-edits.ts';
import type { Contents, PlannedFile } from '../session.ts';
import { readText } from '../worktree.ts';

/**
 * Plans all files, asks for each, records the plan, then writes. From that record on a crash can only delay the
 * edit: each file is either still as before (and gets written) or as planned (and is left alone).
 */
export async function performEdit(action: Action, work: EditWork): Promise<ActionEnd> {
  if (action.record?.state === 'applying') return finishEdit(action, action.record.files);
  const planned = await planEdits(work, { repo: action.cwd, env: action.env });
  if (!planned.ok) return failed(planned.error);
  if (planned.value.length === 0) return { kind: 'done', note: 'nothing to change' };
  const calls: ToolCall[] = [];
  for (const change of planned.value) {
    const call = callFor(action, change);
    const leave = await askLeave(action, call);
    if (leave.kind !== 'given') return leave;
    calls.push(call);
  }
  const moved = await firstChanged(planned.value);
  if (moved !== undefined) {
    return {
      kind: 'failed',
      message: `${relative(action.cwd, moved)} changed while the edit waited; nothing was written`,
    };
  }
  const files = planned.value.map(planOf);
  const contents = contentsOf(planned.value);
  await action.session.saveContents(action.id, contents);
  await action.session.record(action.id, { state: 'applying', attempt: action.attempt, files });
  await applyAll(action, files, contents);
  for (const call of calls) tellResult(action, call, { ok: true, summary: 'written', durationMs: 0 });
  return { kind: 'done', note: noteOf(action, files) };
}

/** After a crash in mid-edit: what is still owed is asked for under the same ids and written. */
async function finishEdit(action: Action, files: readonly PlannedFile[]): Promise<ActionEnd> {
  const owed: PlannedFile[] = [];
  for (const file of files) {
    const current = await hashOf(file.path);
    if (current === file.after) continue;
    if (current !== file.before) {
      const name = relative(action.cwd, file.path);
      const message = `${name} is neither as it was nor as this edit makes it: somebody else changed it, so it was left alone; restore it and try again, or take over`;
      return { kind: 'failed', message };
    }
    owed.push(file);
  }
  const contents = owed.length > 0 ? await action.session.readContents(action.id) : {};
  for (const file of owed) {
    const before = await readText(file.path);
    const after = file.after === null ? undefined : contents[file.after];
    const text = before.ok ? before.value?.text : undefined;
    const call = callFor(action, { path: file.path, before: text, after, mode: file.mode });
    const leave = await askLeave(action, call);
    if (leave.kind !== 'given') return leave;
    await applyAll(action, [file], contents);
    tellResult(action, call, { ok: true, summary: 'written', durationMs: 0 });
  }
  return { kind: 'done', note: noteOf(action, files) };
}

/** One call per file. The preview is bounded, so the hash stands for the whole content. */
function callFor(action: Action, { path, before, after }: FileChange): ToolCall {
  const part = relative(action.cwd, path);
  const named = { ...action, id: actionId(`${action.id}#${part}`) };
  if (after === undefined) return callOf(named, { tool: 'shell', input: { command: `rm -- ${shellWord(path)}` } });
  const preview = previewChange(before ?? '', after);
  const input = { path, preview, sha256: sha256(after), characters: after.length };
  return callOf(named, { tool: before === undefined ? 'write' : 'edit', input });
}

/** As many files at a time; waiting for the disk together is what makes it fast. */
const AT_ONCE = 16;

async function applyAll(action: Action, files: readonly PlannedFile[], contents: Contents): Promise<void> {
  for (let at = 0; at < files.length; at += AT_ONCE) {
    await Promise.all(files.slice(at, at + AT_ONCE).map((file) => apply(action, file, contents)));
  }
}

async function apply(action: Action, { path, after, mode }: PlannedFile, contents: Contents): Promise<void> {
  if (after === null) return rm(path, { force: true });
  const content = contents[after];
  if (content === undefined) throw new Error(`The session lost the new content of ${path}`);
  await writeDurably({ path, content, staging: action.session.folder, mode });
}

function contentsOf(changes: readonly FileChange[]): Contents {
  const texts = changes.flatMap(({ after }) => (after === undefined ? [] : [[sha256(after), after] as const]));
  return Object.fromEntries(texts);
}

async function firstChanged(changes: readonly FileChange[]): Promise<string | undefined> {
  for (const { path, before } of changes) {
    if ((await hashOf(path)) !== (before === undefined ? null : sha256(before))) return path;
  }
  return undefined;
}

/** Null when there is no such file; a file that is no text has a hash like no other. */
async function hashOf(path: string): Promise<string | null> {
  const read = await readText(path);
  if (!read.ok) return 'not-text';
  return read.value === undefined ? null : sha256(read.value.text);
}

function planOf({ path, before, after, mode }: FileChange): PlannedFile {
  return {
    path,
    before: before === undefined ? null : sha256(before),
    after: after === undefined ? null : sha256(after),
    mode,
  };
}

function noteOf(action: Action, files: readonly PlannedFile[]): string {
  const [first] = files;
  if (files.length === 1 && first !== undefined) return `changed ${relative(action.cwd, first.path)}`;
  return `changed ${files.length} files`;
}

function failed(error: { message: string; next?: string }): ActionEnd {
  return { kind: 'failed', message: error.next === undefined ? error.message : `${error.message}; ${error.next}` };
}
