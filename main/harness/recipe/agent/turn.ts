import { InstructionId } from '../../../../core/ids.ts';
import type { TurnOutcome } from '../../../../core/model/harness-event.ts';
import type { Instruction } from '../../../../core/model/instruction.ts';
import type { Recipe } from '../../../../core/model/recipe.ts';
import { assign, GOAL, place } from '../../../../core/model/recipe/plan.ts';
import type { Assignment, Placement } from '../../../../core/model/recipe/plan.ts';
import type { Scope } from '../../../../core/model/recipe/template.ts';
import { stepTitle } from '../../../../core/model/recipe/title.ts';
import { ok } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';
import type { TurnEnd } from '../../harness.ts';
import { perform } from './perform.ts';
import type { AgentWorld } from './perform.ts';

export type Turn = {
  readonly world: AgentWorld;
  readonly recipe: Recipe;
  readonly instruction: Instruction;
  readonly signal: AbortSignal;
};

/** Carries an instruction out, from where an earlier life of the session stopped. */
export async function runTurn(turn: Turn): Promise<TurnEnd> {
  const { parent, session } = turn.world;
  parent.tell({ type: 'turn-started', instruction: turn.instruction.id });
  const key = turn.instruction.kind === 'goal' ? GOAL : turn.instruction.id;
  const earlier = session.state().turns[key];
  const end = earlier?.outcome === 'completed' ? earlier : await work(turn);
  await session.update({ turns: { ...session.state().turns, [key]: end } });
  parent.tell({ type: 'turn-ended', outcome: end.outcome, summary: end.summary });
  return end;
}

async function work(turn: Turn): Promise<TurnEnd> {
  const assigned = assignOrGoOn(turn);
  if (!assigned.ok) return { outcome: 'failed', summary: `${assigned.error.message}. ${assigned.error.next}` };
  const notes: string[] = [];
  for (const assignment of assigned.value) {
    const end = await runAssignment(turn, assignment, notes);
    if (end) return end;
  }
  const end = await obeySteers(turn, notes);
  return end ?? { outcome: 'completed', summary: summaryOf(notes) };
}

/** An instruction the recipe has no handler for means "go on" while the goal is not reached. */
function assignOrGoOn(turn: Turn): Result<Assignment[]> {
  const names = turn.world.repos.map((repo) => repo.name);
  const assigned = assign(turn.recipe, turn.instruction, names);
  if (assigned.ok || turn.world.session.state().turns[GOAL]?.outcome === 'completed') return assigned;
  turn.world.parent.tell({ type: 'text', text: 'No handler for this; going on with the recipe.', delta: false });
  return ok([{ prefix: GOAL, steps: turn.recipe.steps, repos: names, match: [] }]);
}

/** Undefined: all its steps are done. */
async function runAssignment(turn: Turn, assignment: Assignment, notes: string[]): Promise<TurnEnd | undefined> {
  const placements = place(
    assignment,
    turn.world.repos.map((repo) => repo.name),
  );
  let shown = -1;
  for (const placement of placements) {
    if (shown !== placement.index) tellPlan(turn, assignment, placement.index);
    shown = placement.index;
    const stopped = (await obeySteers(turn, notes)) ?? (await runPlacement(turn, { assignment, placement, notes }));
    if (stopped) return stopped;
  }
  tellPlan(turn, assignment, assignment.steps.length);
  if (assignment.prefix === GOAL) await rememberGoal(turn, summaryOf(notes));
  return undefined;
}

/** Also when the goal was reached by a later instruction to go on. */
async function rememberGoal({ world: { session } }: Turn, summary: string): Promise<void> {
  await session.update({ turns: { ...session.state().turns, [GOAL]: { outcome: 'completed', summary } } });
}

type Work = { readonly assignment: Assignment; readonly placement: Placement; readonly notes: string[] };

async function runPlacement(turn: Turn, { assignment, placement, notes }: Work): Promise<TurnEnd | undefined> {
  if (turn.signal.aborted) return INTERRUPTED;
  const end = await perform(turn.world, { placement, assignment, signal: turn.signal });
  const title = stepTitle(placement.step, { ...scopeOf(turn, assignment), repo: placement.repo });
  const where = `${title}${placement.repo === undefined ? '' : ` (${placement.repo})`}`;
  switch (end.kind) {
    case 'done':
      if (end.note !== 'skipped') notes.push(`${where}: ${end.note}`);
      return undefined;
    case 'interrupted':
      return INTERRUPTED;
    case 'refused':
    case 'failed':
      return stop(turn, end.kind, `${where}: ${end.message}`);
  }
}

const INTERRUPTED: TurnEnd = { outcome: 'interrupted', summary: 'Stopped; what was done so far stays.' };

function stop(turn: Turn, outcome: TurnOutcome & ('refused' | 'failed'), summary: string): TurnEnd {
  turn.world.parent.tell({ type: 'error', message: summary });
  return { outcome, summary };
}

/** What was said meanwhile is acted on between two actions, and forgotten only when that is done. */
async function obeySteers(turn: Turn, notes: string[]): Promise<TurnEnd | undefined> {
  const { session, parent, repos } = turn.world;
  for (let steer = session.state().steers[0]; steer; steer = session.state().steers[0]) {
    const { id, text } = steer;
    const instruction: Instruction = { id: InstructionId.parse(id), kind: 'message', text };
    const assigned = assign(
      turn.recipe,
      instruction,
      repos.map((repo) => repo.name),
    );
    if (!assigned.ok)
      parent.tell({ type: 'text', text: `${assigned.error.message}. ${assigned.error.next}`, delta: false });
    for (const assignment of assigned.ok ? assigned.value : []) {
      for (const placement of place(
        assignment,
        repos.map((repo) => repo.name),
      )) {
        const stopped = await runPlacement(turn, { assignment, placement, notes });
        if (stopped) return stopped;
      }
    }
    await session.update({ steers: session.state().steers.filter((waiting) => waiting.id !== id) });
  }
  return undefined;
}

function tellPlan(turn: Turn, assignment: Assignment, current: number): void {
  const steps = assignment.steps.map((step, index) => ({
    title: stepTitle(step, scopeOf(turn, assignment)),
    state: index < current ? ('done' as const) : index === current ? ('active' as const) : ('pending' as const),
  }));
  turn.world.parent.tell({ type: 'plan', steps });
}

/** What a step of any repo may refer to. */
function scopeOf({ world: { inputs, session } }: Turn, { match }: Assignment): Scope {
  return { inputs, answers: session.state().answers, match };
}

const SUMMARY_LINES = 12;

function summaryOf(notes: readonly string[]): string {
  if (notes.length === 0) return 'Nothing was left to do.';
  const shown = notes.slice(0, SUMMARY_LINES);
  return [...shown, ...(notes.length > shown.length ? [`… and ${notes.length - shown.length} more`] : [])].join('\n');
}
