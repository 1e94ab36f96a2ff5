import { grade } from '../../../../core/evals/grading/grade.ts';
import type { Scenario } from '../../../../core/evals/scenario/scenario.ts';
import { ok } from '../../../../core/result.ts';
import type { Result } from '../../../../core/result.ts';
import { findScenarios } from '../../../evals/find-scenarios.ts';
import { proofFile, readRecording } from '../../../evals/read-scenario.ts';
import type { Command, Positional } from '../../command-line/command.ts';
import { clean, cleanLine, table } from '../../screen.ts';

const path: Positional = {
  ...{ name: 'PATH', optional: true as const },
  about: 'a scenario, or a folder: of skills, or a repo with .teatree/evals (default: this folder)',
};

export const evalList: Command = {
  name: 'eval list',
  about: 'Show the scenarios and what is wrong with those that do not load',
  positionals: [path],
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
  positionals: [path],
  async run({ args, screen }) {
    const found = await findScenarios(args.optional('PATH') ?? '.');
    if (!found.ok) return found;
    let proved = true;
    for (const { file, read } of found.value) {
      if (!read.ok) return read;
      for (const which of ['pass', 'fail', 'noop'] as const) {
        const graded = await gradeProof(file, read.value, which);
        if (!graded.ok) return graded;
        const { outcome, reasons } = graded.value;
        const holds = outcome === (which === 'pass' ? 'pass' : 'fail');
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

async function gradeProof(
  file: string,
  scenario: Scenario,
  which: keyof Scenario['proof'],
): Promise<Result<ReturnType<typeof grade>>> {
  const recording = await readRecording(proofFile(file, scenario, which));
  return recording.ok ? ok(grade(scenario, recording.value)) : recording;
}
