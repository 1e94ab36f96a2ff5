import { rm, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Work } from '../../../../../core/model/recipe/step.ts';
import { shellWord } from '../../../../../core/model/recipe/template.ts';
import { askLeave, callOf, tellResult } from './action.ts';
import type { Action, ActionEnd } from './action.ts';
import { askGit, runShell } from '../command.ts';
import { errorCode } from '../durable-file.ts';

type CommitWork = Extract<Work, { kind: 'commit' }>['with'];

/** Once: the head it builds on is recorded first, so that a restart can see whether the commit was made. */
export async function performCommit(action: Action, work: CommitWork): Promise<ActionEnd> {
  if (action.record?.state === 'committing') {
    const { head, at } = action.record;
    await clearStaleLocks(action, at);
    const made = await commitAfter(action, head, work.message);
    if (made !== undefined) return { kind: 'done', note: `committed ${made}` };
    if ((await headOf(action)) !== head) {
      return { kind: 'failed', message: 'HEAD moved while the commit was owed; look at the branch, then try again' };
    }
  }
  if (!(await hasChanges(action, work.paths))) return { kind: 'done', note: 'nothing to commit' };
  return commit(action, work);
}

async function commit(action: Action, work: CommitWork): Promise<ActionEnd> {
  const paths = work.paths === undefined ? '-A' : `-- ${work.paths.map(shellWord).join(' ')}`;
  const command = `git add ${paths} && git commit -m ${shellWord(work.message)}`;
  const call = callOf(action, { tool: 'shell', input: { command } });
  const leave = await askLeave(action, call);
  if (leave.kind !== 'given') return leave;
  const head = await headOf(action);
  await action.session.record(action.id, { state: 'committing', attempt: action.attempt, head, at: Date.now() });
  const { cwd, env, signal } = action;
  const onOutput = (text: string) => action.parent.tell({ type: 'tool-output', call: call.id, text });
  const ran = await runShell({ command, cwd, env, signal, onOutput, timeoutMs: COMMIT_LIMIT_MS });
  const made = await commitAfter(action, head, work.message);
  const durationMs = ran.ok ? ran.value.durationMs : 0;
  if (made !== undefined) {
    tellResult(action, call, { ok: true, summary: `committed ${made}`, durationMs });
    return { kind: 'done', note: `committed ${made}` };
  }
  if (signal.aborted) return { kind: 'interrupted' };
  const reason = ran.ok ? `${ran.value.stdout}\n${ran.value.stderr}`.trim().slice(-2000) : ran.error.message;
  tellResult(action, call, { ok: false, summary: reason, durationMs });
  return { kind: 'failed', message: `git commit failed:\n${reason}` };
}

/** Hooks of the repo run in it, so it may take long. */
const COMMIT_LIMIT_MS = 600_000;

/** Short id of the commit made directly on `head` with this subject, if there is one. Hooks may add to the message. */
async function commitAfter(action: Action, head: string, message: string): Promise<string | undefined> {
  const range = head === '' ? 'HEAD' : `${head}..HEAD`;
  const log = await askGit(
    action.cwd,
    ['log', '--reverse', '--first-parent', '--format=%h%x00%s%x00%P', range],
    action.env,
  );
  const [first = ''] = log.stdout.split('\n');
  const [id, subject, parents] = first.split('\0');
  if (log.exitCode !== 0 || id === undefined || parents !== head) return undefined;
  return subject === subjectOf(message) ? id : undefined;
}

/** As git makes it: the lines up to the first empty one, joined by spaces. */
function subjectOf(message: string): string {
  const [paragraph = ''] = message.trim().split(/\n\s*\n/);
  return paragraph
    .split('\n')
    .map((line) => line.trim())
    .join(' ');
}

async function headOf(action: Action): Promise<string> {
  const parsed = await askGit(action.cwd, ['rev-parse', '--verify', '--quiet', 'HEAD'], action.env);
  return parsed.exitCode === 0 ? parsed.stdout.trim() : '';
}

async function hasChanges(action: Action, paths: readonly string[] | undefined): Promise<boolean> {
  const status = await askGit(action.cwd, ['status', '--porcelain', '-z', '--', ...(paths ?? ['.'])], action.env);
  if (status.exitCode !== 0) throw Object.assign(new Error(status.stderr.trim()), { code: 'GIT' });
  return status.stdout !== '';
}

const LOCK_PATIENCE_MS = 3000;

/** Locks that our own killed git left behind. One that is older than our commit belongs to somebody else and stays. */
async function clearStaleLocks(action: Action, since: number): Promise<void> {
  const branch = await askGit(action.cwd, ['symbolic-ref', '--quiet', 'HEAD'], action.env);
  const names = ['index.lock', 'HEAD.lock', ...(branch.exitCode === 0 ? [`${branch.stdout.trim()}.lock`] : [])];
  for (const name of names) {
    const path = await askGit(action.cwd, ['rev-parse', '--git-path', name], action.env);
    await clearLock(resolve(action.cwd, path.stdout.trim()), since);
  }
}

async function clearLock(path: string, since: number): Promise<void> {
  const deadline = Date.now() + LOCK_PATIENCE_MS;
  for (;;) {
    const modified = await modifiedAt(path);
    // File systems may keep whole seconds only.
    if (modified === undefined || modified < since - 1000) return;
    if (Date.now() > deadline) break;
    await sleep(100);
  }
  await rm(path, { force: true });
}

async function modifiedAt(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
