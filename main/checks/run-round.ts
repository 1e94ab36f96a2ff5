import type { CheckEnd } from '../../core/model/check.ts';
import { fail, ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import { checkLesson, plannedLessonCheck } from './lesson-check.ts';
import { scanWithHooks } from './prek.ts';
import { isMachines, runChecks } from './run-checks.ts';
import type { CheckJob } from './run-checks.ts';
import { checkForSecrets, plannedSecretsCheck } from './secrets-check.ts';

/** A round is the built-in look for secrets in each changed repo, and then the checks that the repos set up. */
export async function runRound(job: CheckJob): Promise<Result<readonly CheckEnd[]>> {
  const changed = job.repos.filter((repo) => repo.changed);
  const builtIn: CheckEnd[] = [];
  const cut = new AbortController();
  let short: CheckEnd | undefined;
  const ends = await runChecks({
    ...job,
    signal: AbortSignal.any([job.signal, cut.signal]),
    async onPlanned(planned) {
      await job.onPlanned([...changed.flatMap(plannedLessonCheck), ...changed.map(plannedSecretsCheck), ...planned]);
      for (const repo of changed) {
        if (!repo.lesson || job.signal.aborted) continue;
        const end = await checkLesson(repo, repo.lesson);
        builtIn.push(end);
        await job.onEnded(end);
      }
      for (const repo of changed) {
        if (job.signal.aborted) return;
        const hooks = (paths: readonly string[]) => scanWithHooks({ ...job, repo, paths });
        const end = await checkForSecrets(repo, { hooks });
        if (isMachines(end)) {
          short = end;
          return cut.abort();
        }
        job.onOutput(plannedSecretsCheck(repo), end.tail);
        builtIn.push(end);
        await job.onEnded(end);
      }
    },
  });
  if (job.signal.aborted) return fail({ code: 'cancelled', message: 'The checks were stopped' });
  if (short) return fail({ code: 'environment', message: short.tail });
  return ends.ok ? ok([...builtIn, ...ends.value]) : ends;
}
