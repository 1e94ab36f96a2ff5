import { ok } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';
import type { HandlersOf } from '../../handler.ts';
import type { Services } from '../../services.ts';

export function evalHandlers({ evals }: Pick<Services, 'evals'>): HandlersOf<'evals'> {
  return {
    'evals.page': async () => ok(await evals.page()),
    'evals.progress': async () => ok(await evals.progress()),
    'evals.run': async (wish) => done(await evals.run(wish)),
    'evals.stop': async () => done(evals.stopRun()),
    'evals.trial': ({ file, recording }) => evals.trial(file, recording),
    'evals.diff': ({ before, now }) => evals.diff(before, now),
    'evals.accept': async ({ run }) => done(await evals.accept(run)),
  };
}

function done(result: Result<unknown>): Result<{ done: true }> {
  return result.ok ? ok({ done: true }) : result;
}
