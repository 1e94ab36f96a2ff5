import { triggerRate, rateWords } from '../../../../core/evals/triggers/trigger-rate.ts';
import { halfOf, halves } from '../../../../core/evals/triggers/triggers.ts';
import { fail, ok } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';
import { tryTriggers } from '../../../evals/suite/triggers.ts';
import type { TriggersTried, TriggerWish } from '../../../evals/suite/triggers.ts';
import type { CommandContext } from '../../command-line/command.ts';
import { trialLab } from '../../evals/lab.ts';
import { clean, cleanLine } from '../../screen.ts';

export type Prompted = Pick<TriggerWish, 'skill' | 'folder' | 'triggers'>;

/** Says how often an agent takes each skill up. False: nothing that counts was tried. */
export async function askTriggers(context: CommandContext, prompted: readonly Prompted[]): Promise<Result<boolean>> {
  const { args, screen, programs, interrupted } = context;
  const [harness = '', model, most] = ['harness', 'model', 'max-usd'].map((name) => args.value(name));
  const maxUsd = most === undefined ? Infinity : Number(most);
  if (!(maxUsd >= 0)) return fail({ code: 'bad-usage', message: '--max-usd is not an amount' });
  const stop = new AbortController();
  void interrupted.then(() => stop.abort());
  const lab = await trialLab({ programs });
  let [usd, counted] = [0, 0];
  try {
    for (const each of prompted) {
      const tried = await tryTriggers(lab, { ...each, harness, model, signal: stop.signal, maxUsd: maxUsd - usd });
      usd += tried.usd;
      counted += tried.trials.length;
      report(screen, each.skill, tried);
    }
  } finally {
    lab.stop();
  }
  return ok(counted > 0);
}

/** Which of the seen prompts went wrong is told; of the others only the rate, so that nobody words a skill for them. */
function report(screen: CommandContext['screen'], skill: string, { trials, usd, notes }: TriggersTried): void {
  for (const half of halves) {
    const rate = triggerRate(half, trials);
    screen.print({ skill, ...rate, usd }, clean(`${skill}, ${half} prompts: ${rateWords(rate)}`));
  }
  for (const { kind, prompt, tookUp } of trials)
    if (halfOf(prompt) === 'seen' && tookUp !== (kind === 'use'))
      screen.note(cleanLine(`  ${tookUp ? 'taken up for' : 'not taken up for'}: ${prompt}`, 200));
  for (const note of notes) screen.note(cleanLine(`  does not count: ${note}`, 200));
}
