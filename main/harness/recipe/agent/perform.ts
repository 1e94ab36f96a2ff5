import { evaluate } from '../../../../core/model/recipe/condition.ts';
import { fill } from '../../../../core/model/recipe/fill.ts';
import { actionId } from '../../../../core/model/recipe/plan.ts';
import type { Assignment, Placement } from '../../../../core/model/recipe/plan.ts';
import type { Work } from '../../../../core/model/recipe/step.ts';
import { substitute, valueOf } from '../../../../core/model/recipe/template.ts';
import type { Scope } from '../../../../core/model/recipe/template.ts';
import { redactDeep } from '../../../../core/secrets/redact.ts';
import type { Environment } from '../../../process/environment.ts';
import type { Action, ActionEnd } from './steps/action.ts';
import { errorCode } from './durable-file.ts';
import type { Parent } from './parent.ts';
import { performCommit } from './steps/commit.ts';
import { performEdit } from './steps/edit.ts';
import { performRun } from './steps/run.ts';
import type { Session } from './session.ts';
import { existsInside, listFiles } from './worktree.ts';

/** What every action of a turn may use. */
export type AgentWorld = {
  readonly parent: Parent;
  readonly session: Session;
  readonly workspace: string;
  readonly repos: readonly { readonly name: string; readonly path: string }[];
  readonly inputs: Readonly<Record<string, string>>;
  readonly env: Environment;
};

export type Placed = { readonly placement: Placement; readonly assignment: Assignment; readonly signal: AbortSignal };

/** One step in one repo: each of its items in turn. What is recorded as done is passed over. */
export async function perform(world: AgentWorld, placed: Placed): Promise<ActionEnd> {
  try {
    const notes: string[] = [];
    for (const item of await itemsOf(world, placed)) {
      const end = await performItem(world, { ...placed, item });
      if (end.kind !== 'done') return end;
      notes.push(end.note);
    }
    return { kind: 'done', note: notes.length === 1 ? (notes[0] ?? '') : `${notes.length} items` };
  } catch (error) {
    // The system said no (no space, no permission, git is missing …); anything else is a bug and ends the agent.
    if (errorCode(error) === undefined) throw error;
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

async function itemsOf(world: AgentWorld, { placement }: Placed): Promise<readonly (string | undefined)[]> {
  const { foreach } = placement.step;
  if (foreach === undefined) return [undefined];
  const known = world.session.state().items[placement.id];
  if (known !== undefined) return known;
  const found =
    'values' in foreach ? foreach.values : await listFiles(folderOf(world, placement), [foreach.glob], world.env);
  const items = [...new Set(found)];
  await world.session.update({ items: { ...world.session.state().items, [placement.id]: items } });
  return items;
}

async function performItem(world: AgentWorld, placed: Placed & { item: string | undefined }): Promise<ActionEnd> {
  const action = actionOf(world, placed);
  const { record, attempt } = action;
  if (record?.state === 'done') return { kind: 'done', note: record.note };
  // Once an action has begun, its own effect must not change the answer to `when`.
  if (record === undefined && !isWanted(action, placed)) {
    await world.session.record(action.id, { state: 'done', attempt, note: 'skipped' });
    return { kind: 'done', note: 'skipped' };
  }
  const filled = fill(placed.placement.step.work, action.scope);
  const end: ActionEnd = filled.ok
    ? await performWork(action, filled.value)
    : { kind: 'failed', message: `${filled.error.message}; ${filled.error.next}` };
  // What is remembered of a command may quote a secret in it, or what it printed.
  const told = redactDeep(end);
  await recordEnd(action, told);
  return told;
}

function performWork(action: Action, work: Work): Promise<ActionEnd> {
  switch (work.kind) {
    case 'run':
      return performRun(action, work.with);
    case 'commit':
      return performCommit(action, work.with);
    case 'ask':
      return performAsk(action, work.with);
    case 'replace':
    case 'write':
    case 'patch':
    case 'json':
    case 'yaml':
      return performEdit(action, work);
  }
}

/** The answer is recorded in the same write that ends the action. */
async function performAsk(action: Action, ask: Extract<Work, { kind: 'ask' }>['with']): Promise<ActionEnd> {
  const question = { id: action.id, text: ask.question, options: ask.options };
  action.parent.tell({ type: 'question', ...question });
  const answer = await action.parent.question(question, action.signal);
  return answer === undefined ? { kind: 'interrupted' } : { kind: 'done', note: answer };
}

async function recordEnd(action: Action, end: ActionEnd): Promise<void> {
  const { session, id, attempt } = action;
  const state = session.state();
  const record = state.actions[id];
  if (end.kind === 'done') {
    const answers = action.answers === undefined ? {} : { answers: { ...state.answers, [action.answers]: end.note } };
    await session.update({
      actions: { ...state.actions, [id]: { state: 'done', attempt, note: end.note } },
      ...answers,
    });
    if (record?.state === 'applying') await session.dropContents(id);
  }
  // A half-applied edit stays owed, whatever stopped it.
  if ((end.kind === 'failed' || end.kind === 'refused') && record?.state !== 'applying') {
    await session.record(id, { state: 'failed', attempt, message: end.message });
  }
}

function actionOf(
  world: AgentWorld,
  { placement, assignment, item, signal }: Placed & { item: string | undefined },
): Action {
  const id = actionId(placement.id, item);
  const state = world.session.state();
  const earlier = state.actions[id];
  const attempt = (earlier?.attempt ?? 1) + (earlier?.state === 'failed' ? 1 : 0);
  const scope: Scope = {
    inputs: world.inputs,
    answers: state.answers,
    repo: placement.repo,
    item,
    match: assignment.match,
  };
  return {
    id,
    record: earlier?.state === 'failed' ? undefined : earlier,
    attempt,
    cwd: folderOf(world, placement),
    scope,
    answers: placement.step.work.kind === 'ask' ? placement.step.id : undefined,
    why: placement.step.name,
    env: world.env,
    parent: world.parent,
    session: world.session,
    signal,
  };
}

function folderOf(world: AgentWorld, placement: Placement): string {
  return world.repos.find((repo) => repo.name === placement.repo)?.path ?? world.workspace;
}

function isWanted(action: Action, { placement }: Placed): boolean {
  const { when } = placement.step;
  if (when === undefined) return true;
  return evaluate(when, {
    value: (name) => valueOf(name, action.scope) ?? '',
    exists: (path) => existsInside(action.cwd, substitute(path, action.scope)),
  });
}
