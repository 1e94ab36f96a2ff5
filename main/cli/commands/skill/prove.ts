import { join } from 'node:path';
import { ok } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';
import { findScenarios } from '../../../evals/find-scenarios.ts';
import { proofsOf } from '../../../evals/prove.ts';
import { readTriggers } from '../../../evals/suite/triggers.ts';
import { skillAt, skillsIn } from '../../../skills/skills-in.ts';
import type { Command, ExitCode } from '../../command-line/command.ts';
import { clean } from '../../screen.ts';
import { askTriggers } from './ask-triggers.ts';
import type { Prompted } from './ask-triggers.ts';

/** What a skill needs to count as proven. */
const leastScenarios = 2;

export const skillProve: Command = {
  name: 'skill prove',
  about: 'Grade the recordings of each scenario of a skill, and see that it has two or more; 3 when there is none',
  positionals: [{ name: 'PATH', optional: true, about: 'the folder of a skill (default: all that are shipped)' }],
  options: {
    harness: {
      value: 'NAME',
      about: 'also ask this agent the prompts of evals/triggers.yaml: how often it takes the skill up',
    },
    model: { value: 'NAME', about: 'the model, where the agent takes one' },
    'max-usd': { value: 'X', about: 'ask nothing more when so much is spent' },
  },
  endsItself: true,
  async run(context) {
    const { args, screen, programs } = context;
    const path = args.optional('PATH');
    const one = path === undefined ? undefined : await skillAt(path);
    if (one?.ok === false) return one;
    const skills = one ? [one.value] : await skillsIn(join(programs, '..', '..', 'skills'));
    const tried: Tried[] = [];
    const prompts: Prompted[] = [];
    for (const { name, folder } of skills) {
      const result = await tryProofs(join(folder, 'evals'));
      if (!result.ok) return result;
      const triggers = await readTriggers(folder);
      if (!triggers.ok) return triggers;
      if (triggers.value) prompts.push({ skill: name, folder, triggers: triggers.value });
      tried.push(result.value);
      const { scenarios, failed } = result.value;
      const proved = isProved(result.value);
      const why = proved ? '' : `: ${failed.join(', ') || `it needs ${String(leastScenarios)}`}`;
      screen.print(
        { skill: name, proved, scenarios, failed },
        clean(`${proved ? 'proved' : 'NOT proved'}  ${name}, ${String(scenarios)} scenarios${why}`),
      );
    }
    const asked = args.value('harness') === undefined ? ok(true) : await askTriggers(context, prompts);
    return asked.ok ? ok(asked.value ? codeOf(tried) : 3) : asked;
  },
};

type Tried = { readonly scenarios: number; readonly failed: readonly string[] };

function codeOf(tried: readonly Tried[]): ExitCode {
  if (tried.every(({ scenarios }) => scenarios === 0)) return 3;
  return tried.every(isProved) ? 0 : 1;
}

function isProved({ scenarios, failed }: Tried): boolean {
  return failed.length === 0 && scenarios >= leastScenarios;
}

/** `failed`: recordings that are not graded as they have to be. */
async function tryProofs(folder: string): Promise<Result<Tried>> {
  const found = await findScenarios(folder);
  // A skill without that folder has no scenarios.
  const scenarios = found.ok ? found.value : [];
  const failed: string[] = [];
  for (const { file, read } of scenarios) {
    if (!read.ok) return read;
    const proofs = await proofsOf({ file, scenario: read.value });
    if (!proofs.ok) return proofs;
    failed.push(...proofs.value.filter(({ holds }) => !holds).map(({ which }) => `${read.value.id} ${which}`));
  }
  return ok({ scenarios: scenarios.length, failed });
}
