import { coverageOf } from '../../../../core/evals/suite/coverage.ts';
import type { Covered } from '../../../../core/evals/suite/coverage.ts';
import { ok } from '../../../../core/result.ts';
import { findSkillNames } from '../../../evals/find-scenarios.ts';
import { proofsOf } from '../../../evals/prove.ts';
import { loadScenarios } from '../../../evals/suite/cases.ts';
import type { Command } from '../../command-line/command.ts';
import { clean } from '../../screen.ts';
import { scenariosPath } from './list.ts';

export const evalCoverage: Command = {
  name: 'eval coverage',
  about: 'Show which skills and which rules of the gate have scenarios; 1 when a skill has none',
  positionals: [scenariosPath],
  async run({ args, screen }) {
    const path = args.optional('PATH') ?? '.';
    const loaded = await loadScenarios(path);
    if (!loaded.ok) return loaded;
    const scenarios = [];
    for (const each of loaded.value) {
      const proofs = await proofsOf(each);
      if (!proofs.ok) return proofs;
      scenarios.push({ scenario: each.scenario, recordings: proofs.value.map(({ recording }) => recording) });
    }
    const covered = coverageOf(scenarios, await findSkillNames(path));
    for (const [kind, all] of Object.entries(covered))
      for (const each of all) screen.print({ kind, ...each }, line(kind, each));
    return ok(covered.skills.some((each) => each.scenarios.length === 0) ? 1 : 0);
  },
};

function line(kind: string, { name, scenarios }: Covered): string {
  return `${kind === 'skills' ? 'skill' : 'rule '}  ${clean(name)}: ${scenarios.length > 0 ? scenarios.join(', ') : 'none'}`;
}
