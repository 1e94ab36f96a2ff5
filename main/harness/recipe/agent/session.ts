import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { TurnOutcome } from '../../../../core/model/harness-event.ts';
import { fail, ok } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';
import { errorCode, sha256, writeDurably } from './durable-file.ts';

/** One file of a planned edit: its hashes before and after (null: no such file), and permission bits. */
const PlannedFile = z.object({
  path: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  mode: z.number().int(),
});
export type PlannedFile = z.infer<typeof PlannedFile>;

const attempt = z.number().int().positive();
const ActionRecord = z.discriminatedUnion('state', [
  /** A command was let go; whether it ended is not known, so it is run again. */
  z.object({ state: z.literal('running'), attempt }),
  /** Every file is in `before` or `after`; what is still in `before` is owed. */
  z.object({ state: z.literal('applying'), attempt, files: z.array(PlannedFile) }),
  /** A commit on top of `head` is owed, unless it is there already. */
  z.object({ state: z.literal('committing'), attempt, head: z.string(), at: z.number() }),
  z.object({ state: z.literal('done'), attempt, note: z.string() }),
  z.object({ state: z.literal('failed'), attempt, message: z.string() }),
]);
export type ActionRecord = z.infer<typeof ActionRecord>;

const SessionState = z.object({
  version: z.literal(1),
  recipe: z.string(),
  actions: z.record(z.string(), ActionRecord),
  /** What `foreach` found, fixed at its first look. */
  items: z.record(z.string(), z.array(z.string())),
  answers: z.record(z.string(), z.string()),
  turns: z.record(z.string(), z.object({ outcome: TurnOutcome, summary: z.string() })),
  /** Messages said during a turn that are not acted on yet. */
  steers: z.array(z.object({ id: z.string(), text: z.string() })),
  steersSeen: z.number().int(),
});
export type SessionState = z.infer<typeof SessionState>;

const Contents = z.record(z.string(), z.string());
export type Contents = z.infer<typeof Contents>;

/** The agent's memory. What `update` returned from survives a crash at any later instant. */
export type Session = {
  readonly id: string;
  /** Folder of this session alone, for half-written files. */
  readonly folder: string;
  state(): SessionState;
  update(change: Partial<SessionState>): Promise<void>;
  record(action: string, record: ActionRecord): Promise<void>;
  /** New contents of a planned edit by their hash, kept until the edit is done. */
  saveContents(action: string, contents: Contents): Promise<void>;
  readContents(action: string): Promise<Contents>;
  dropContents(action: string): Promise<void>;
};

export type SessionKey = { readonly state: string; readonly session: string | undefined; readonly recipe: string };

/** Opens the session, or starts it. The same recipe in the same folder is the same session, even if its id got lost. */
export async function openSession(key: SessionKey): Promise<Result<Session>> {
  const fingerprint = sha256(key.recipe);
  const id = key.session ?? `rcp_${fingerprint.slice(0, 16)}`;
  if (!/^rcp_[a-z0-9]+$/.test(id)) return fail(unknownSession(id));
  const folder = join(key.state, id);
  await mkdir(join(folder, 'contents'), { recursive: true });
  const read = await readState(join(folder, 'session.json'));
  if (!read.ok) return read;
  if (read.value === undefined && key.session !== undefined) return fail(unknownSession(id));
  const state = read.value ?? emptyState(fingerprint);
  if (state.recipe !== fingerprint) {
    const message = `The recipe or its inputs changed since session ${id} began`;
    return fail({ code: 'recipe-changed', message, next: 'Start a new run without a session' });
  }
  const session = sessionOver(id, folder, state);
  await session.update({});
  return ok(session);
}

function sessionOver(id: string, folder: string, initial: SessionState): Session {
  let state = initial;
  let writing: Promise<void> = Promise.resolve();
  const contentsOf = (action: string) => join(folder, 'contents', `${sha256(action).slice(0, 16)}.json`);
  const path = join(folder, 'session.json');
  const update = (change: Partial<SessionState>): Promise<void> => {
    state = { ...state, ...change };
    const content = JSON.stringify(state);
    writing = writing.then(() => writeDurably({ path, content, staging: folder }));
    return writing;
  };
  return {
    id,
    folder,
    state: () => state,
    update,
    record: (action, record) => update({ actions: { ...state.actions, [action]: record } }),
    saveContents: (action, saved) =>
      writeDurably({ path: contentsOf(action), content: JSON.stringify(saved), staging: folder }),
    readContents: async (action) => Contents.parse(JSON.parse(await readFile(contentsOf(action), 'utf8'))),
    dropContents: (action) => rm(contentsOf(action), { force: true }),
  };
}

async function readState(path: string): Promise<Result<SessionState | undefined>> {
  try {
    const parsed = SessionState.safeParse(JSON.parse(await readFile(path, 'utf8')));
    return parsed.success ? ok(parsed.data) : fail(damaged(path, parsed.error.issues[0]?.message ?? 'unknown shape'));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return ok(undefined);
    if (error instanceof SyntaxError) return fail(damaged(path, error.message));
    throw error;
  }
}

function emptyState(recipe: string): SessionState {
  return { version: 1, recipe, actions: {}, items: {}, answers: {}, turns: {}, steers: [], steersSeen: 0 };
}

function damaged(path: string, reason: string) {
  const next = 'Move the file away to start over; look at the worktrees first';
  return { code: 'session-damaged', message: `The session file ${path} cannot be read: ${reason}`, next };
}

function unknownSession(id: string) {
  const next = 'Start a new run without a session; look at the worktrees first';
  return { code: 'session-unknown', message: `There is no recipe session ${id}`, next };
}
