import type { HarnessInfo } from '../contract.ts';
import type { Apart } from '../model/review/review.ts';
import type { HarnessChoice } from '../model/run.ts';
import type { Thread } from '../model/thread.ts';
import { fail, ok } from '../result.ts';
import type { Failure, Result } from '../result.ts';

/** Whoever worked on a thread so far, each once. */
export function makersOf({ runs, harness }: Pick<Thread, 'runs' | 'harness'>): readonly HarnessChoice[] {
  const makers = new Map<string, HarnessChoice>();
  for (const run of runs) {
    const maker = run.harness ?? harness;
    makers.set(`${maker.id} ${maker.config['model'] ?? ''}`, maker);
  }
  return [...makers.values()];
}

/** Another harness than the makers', for where none is named. Recipes cannot judge. */
export function proposeReviewer(makers: readonly HarnessChoice[], known: readonly HarnessInfo[]): Result<HarnessInfo> {
  const ready = known.filter(({ id, state }) => state === 'ready' && id !== 'recipe');
  const other = ready.find(({ id }) => !makers.some((maker) => maker.id === id));
  if (other) return ok(other);
  const [maker] = ready;
  const made = maker
    ? `${maker.title} is the only agent ready here, and it made these commits`
    : 'No agent is ready here that could review';
  return fail({
    code: 'no-reviewer',
    message: made,
    next: maker
      ? `Install another agent (teatree harness list), or name ${maker.id} itself, best with another model: it then reviews in a session of its own`
      : 'Install an agent: teatree harness list',
  });
}

/** What keeps this reviewer apart from the makers. */
export function apartFrom(makers: readonly HarnessChoice[], reviewer: HarnessChoice): Apart {
  const same = makers.filter((maker) => maker.id === reviewer.id);
  if (same.length === 0) return 'harness';
  const { model } = reviewer.config;
  const models = same.map((maker): string | undefined => maker.config['model']);
  if (models.includes(model)) return 'session';
  return model === undefined || models.includes(undefined) ? 'unknown' : 'model';
}

/**
 * Why this reviewer may not check these commits: it made them, or nobody knows that another model did, and another is there
 * to look. A recipe has no opinion.
 */
export function tooClose(
  makers: readonly HarnessChoice[],
  reviewer: HarnessChoice,
  known: readonly HarnessInfo[],
): Failure | undefined {
  const other = proposeReviewer(makers, known);
  const apart = apartFrom(makers, reviewer);
  if (!other.ok || reviewer.id === 'recipe' || apart === 'harness' || apart === 'model') return undefined;
  const title = known.find(({ id }) => id === reviewer.id)?.title ?? reviewer.id;
  return {
    code: 'maker-is-checker',
    message:
      apart === 'session'
        ? `${title} made these commits, so it does not check them`
        : `${title} made these commits, and nothing says that it was with another model`,
    next: `Let ${other.value.title} look (${other.value.id})${knownModels(makers, reviewer.id) ? ', or name another model' : ''}`,
  };
}

/** Another model can be told from theirs. */
function knownModels(makers: readonly HarnessChoice[], harness: string): boolean {
  return makers.every(({ id, config }) => id !== harness || config['model'] !== undefined);
}

/** For the person, before and after. */
export function apartWords(apart: Apart, title: string): string {
  switch (apart) {
    case 'harness':
      return `${title} did not work on these commits`;
    case 'model':
      return `${title} made these commits too, but with another model`;
    case 'unknown':
      return `${title} made these commits too, and whether with another model is not known`;
    default:
      return `${title} made these commits; it reviews in a session of its own, without what the maker knew`;
  }
}
