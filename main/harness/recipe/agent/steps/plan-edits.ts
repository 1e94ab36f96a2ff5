import { relative } from 'node:path';
import { runInNewContext } from 'node:vm';
import { editJson } from '../../../../../core/model/recipe/json-edit.ts';
import { applyPatch, parsePatch } from '../../../../../core/model/recipe/patch.ts';
import type { Work } from '../../../../../core/model/recipe/step.ts';
import { fail, ok } from '../../../../../core/result.ts';
import type { Result } from '../../../../../core/result.ts';
import type { Environment } from '../../../../process/environment.ts';
import { editYaml } from './edit-yaml.ts';
import { errorCode } from '../durable-file.ts';
import { listFiles, locate, readText } from '../worktree.ts';
import type { TextFile } from '../worktree.ts';

export type EditWork = Extract<Work, { kind: 'replace' | 'write' | 'patch' | 'json' | 'yaml' }>;

/** What an edit would do to one file. `before` undefined: it is created; `after` undefined: it is deleted. */
export type FileChange = {
  /** Real absolute path. */
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly mode: number;
};

export type EditPlace = { readonly repo: string; readonly env: Environment };

/** Works the changes out without touching anything. Files that would stay the same are left out. */
export async function planEdits(work: EditWork, place: EditPlace): Promise<Result<FileChange[]>> {
  const planned = await planWork(work, place);
  return planned.ok ? ok(planned.value.filter((change) => change.before !== change.after)) : planned;
}

function planWork(work: EditWork, place: EditPlace): Promise<Result<FileChange[]>> {
  switch (work.kind) {
    case 'replace':
      return planReplace(work.with, place);
    case 'write':
      return planWrite(work.with, place);
    case 'patch':
      return planPatch(work.with, place);
    case 'json':
      return planFile(work.with.file, place, (text) => editJson(text ?? '{}\n', work.with));
    case 'yaml':
      return planFile(work.with.file, place, (text) => editYaml(text ?? '', work.with));
  }
}

async function planReplace(replace: WorkOf<'replace'>, place: EditPlace): Promise<Result<FileChange[]>> {
  const changes: FileChange[] = [];
  for (const name of await listFiles(place.repo, replace.files, place.env)) {
    const located = await locate(place.repo, name);
    const read = located.ok ? await readText(located.value) : located;
    if (!read.ok || read.value === undefined) continue;
    const after = replaceAll(read.value.text, replace);
    if (!after.ok) return fail({ ...after.error, message: `${name}: ${after.error.message}` });
    changes.push(changeOf(read.value, after.value));
  }
  return ok(changes);
}

const REGEX_LIMIT_MS = 5000;

/** In a context with a time limit: a pattern that backtracks for ever must not take the agent with it. */
function replaceAll(text: string, replace: WorkOf<'replace'>): Result<string> {
  const { pattern, flags } = replace;
  const context = { text, pattern, flags, replacement: replace.with };
  try {
    const script = 'text.replace(new RegExp(pattern, flags), replacement)';
    return ok(String(runInNewContext(script, context, { timeout: REGEX_LIMIT_MS })));
  } catch (error) {
    if (errorCode(error) === 'ERR_SCRIPT_EXECUTION_TIMEOUT') {
      const message = `/${pattern}/ did not end within ${REGEX_LIMIT_MS / 1000} s`;
      return fail({
        code: 'pattern-too-slow',
        message,
        next: 'Make the pattern more specific, without nested repetition',
      });
    }
    const message = `/${pattern}/${flags}: ${error instanceof Error ? error.message : String(error)}`;
    return fail({ code: 'pattern-malformed', message, next: 'Correct the pattern' });
  }
}

async function planWrite(write: WorkOf<'write'>, place: EditPlace): Promise<Result<FileChange[]>> {
  const found = await fileAt(write.path, place);
  if (!found.ok) return found;
  const { path, file } = found.value;
  const mode = (file?.mode ?? 0o644) | (write.executable ? 0o111 : 0);
  return ok([{ path, before: file?.text, after: write.content, mode }]);
}

async function planPatch(patch: string, place: EditPlace): Promise<Result<FileChange[]>> {
  const parsed = parsePatch(patch);
  if (!parsed.ok) return parsed;
  const changes: FileChange[] = [];
  for (const filePatch of parsed.value) {
    const name = filePatch.to ?? filePatch.from ?? '';
    const found = await fileAt(name, place);
    if (!found.ok) return found;
    const { path, file } = found.value;
    if ((filePatch.from === undefined) !== (file === undefined)) {
      const problem = file === undefined ? 'does not exist' : 'exists already';
      return fail({ code: 'patch-does-not-apply', message: `${name} ${problem}`, next: 'Make the patch again' });
    }
    const applied = applyPatch(file?.text ?? '', filePatch);
    if (!applied.ok) return applied;
    const after = filePatch.to === undefined ? undefined : applied.value;
    changes.push({ path, before: file?.text, after, mode: file?.mode ?? 0o644 });
  }
  return ok(changes);
}

type TextEdit = (text: string | undefined) => Result<string>;

async function planFile(name: string, place: EditPlace, edit: TextEdit): Promise<Result<FileChange[]>> {
  const found = await fileAt(name, place);
  if (!found.ok) return found;
  const { path, file } = found.value;
  const after = edit(file?.text);
  if (!after.ok) return fail({ ...after.error, message: `${relative(place.repo, path)}: ${after.error.message}` });
  return ok([{ path, before: file?.text, after: after.value, mode: file?.mode ?? 0o644 }]);
}

async function fileAt(name: string, place: EditPlace): Promise<Result<{ path: string; file: TextFile | undefined }>> {
  const located = await locate(place.repo, name);
  if (!located.ok) return located;
  const read = await readText(located.value);
  return read.ok ? ok({ path: located.value, file: read.value }) : read;
}

function changeOf(file: TextFile, after: string): FileChange {
  return { path: file.path, before: file.text, after, mode: file.mode };
}

type WorkOf<K extends Work['kind']> = Extract<Work, { kind: K }>['with'];
