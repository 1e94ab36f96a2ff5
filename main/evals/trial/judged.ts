import { wantsJudge } from '../../../core/evals/grading/grade.ts';
import type { Recording } from '../../../core/evals/grading/recording.ts';
import { evidenceOf, judgementOf, orderFor } from '../../../core/evals/judge/asked.ts';
import type { Script } from '../../../core/evals/replay/script.ts';
import type { TrialLab } from './trial-factory.ts';
import type { TrialWish } from './trial.ts';

type Played = Omit<Script, 'moves'>;

/** A recording with what a judge says of it, where its scenario wants one and nothing else is red. */
export async function judgedBy(
  lab: Pick<TrialLab, 'judge'>,
  wish: Pick<TrialWish, 'scenario' | 'harness' | 'signal'> & { readonly script?: Played | undefined },
  recording: Recording,
): Promise<Recording> {
  const { scenario, script, signal, harness: tried } = wish;
  const { judge } = scenario.expect;
  if (!judge || !wantsJudge(scenario, recording)) return recording;
  const evidence = evidenceOf(recording);
  if (script) return { ...recording, ...saidBefore(script, evidence) };
  const { harness, model, rubric } = judge;
  const { usd, ...said } = await lab.judge({
    ...{ order: orderFor(scenario, judge, evidence), harness, model, tried, signal },
  });
  const by = { rubric, harness: said.harness, ...(said.model !== undefined && { model: said.model }) };
  return { ...recording, judge: judgementOf(said, evidence, { ...by, ...(usd !== undefined && { usd }) }) };
}

/** Nobody is asked about a recording that is played: what was said of it counts where the same came out. */
function saidBefore({ recording, obeys }: Played, evidence: string) {
  const played = [recording, ...(obeys ? [obeys.otherwise] : [])];
  const same = played.find((each) => each.judge && evidenceOf(each) === evidence);
  return same?.judge && { judge: { ...same.judge, usd: undefined } };
}
