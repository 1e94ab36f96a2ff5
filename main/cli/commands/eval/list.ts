import type { Scenario } from '../../../../core/evals/scenario/scenario.ts';
import { ok } from '../../../../core/result.ts';
import { findScenarios } from '../../../evals/find-scenarios.ts';
import { proofsOf } from '../../../evals/prove.ts';
import type { Command, Positional } from '../../command-line/command.ts';
import { clean, cleanLine, table } from '../../screen.ts';

export const scenariosPath: Positional = {
  ...{ name: 'PATH', optional: true as const },
  about: 'a scenario, or a folder: of skills, or a repo with .teatree/evals (default: this folder)',
};

export const evalList: Command = {
  name: 'eval list',
  about: 'Show the scenarios and what is wrong with those that do not load',
  positionals: [scenariosPath],
  async run({ args, screen }) {
    const found = await findScenarios(args.optional('PATH') ?? '.');
    if (!found.ok) return found;
    const rows = found.value.map(({ file, read }) =>
      read.ok ? described(file, read.value) : { file, error: read.error.message },
    );
    const lines = rows.map((row) =>
      'error' in row
        ? [clean(row.file), `does not load: ${clean(row.error)}`]
        : [row.id, cleanLine(row.title), row.policy, row.skills.join(' '), row.quarantined ? 'quarantined' : ''],
    );
    screen.print(rows, lines.length > 0 ? table(lines) : 'No scenarios here');
    return ok(rows.some((row) => 'error' in row) ? 1 : 0);
  },
};

function described(file: string, { id, title, policy, skills, trials, quarantine }: Scenario) {
  return { id, title, policy, skills, trials, quarantined: quarantine !== undefined, file };
}

export const evalProve: Command = {
  name: 'eval prove',
  about: 'Grade the recordings that prove each scenario: one passes, one fails, and doing nothing fails',
  positionals: [scenariosPath],
  async run({ args, screen }) {
    const found = await findScenarios(args.optional('PATH') ?? '.');
    if (!found.ok) return found;
    let proved = true;
    for (const { file, read } of found.value) {
      if (!read.ok) return read;
      const proofs = await proofsOf({ file, scenario: read.value });
      if (!proofs.ok) return proofs;
      for (const { which, holds, outcome, reasons } of proofs.value) {
        proved &&= holds;
        const row = { scenario: read.value.id, proof: which, outcome, proved: holds, reasons };
        screen.print(
          row,
          `${holds ? 'proved' : 'NOT proved'}  ${row.scenario} ${which}: ${outcome} ${clean(reasons[0] ?? '')}`,
        );
      }
    }
    return ok(found.value.length === 0 ? 3 : proved ? 0 : 1);
  },
};
