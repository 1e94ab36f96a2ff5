import { grade } from '../../../../core/evals/grading/grade.ts';
import type { Grade } from '../../../../core/evals/grading/grade.ts';
import { ok } from '../../../../core/result.ts';
import { readRecording, readScenario } from '../../../evals/read-scenario.ts';
import type { Command } from '../../command-line/command.ts';
import { clean } from '../../screen.ts';

export const evalGrade: Command = {
  name: 'eval grade',
  about: 'Grade recordings of a scenario again; 3 when none of them counts',
  positionals: [{ name: 'SCENARIO', about: 'its YAML file' }],
  options: {
    recording: {
      value: 'FILE',
      about: 'a recording; several are graded in order',
      many: true,
      list: true,
      required: true,
    },
  },
  async run({ args, screen }) {
    const scenario = await readScenario(args.positional('SCENARIO'));
    if (!scenario.ok) return scenario;
    const outcomes: Grade['outcome'][] = [];
    for (const file of args.values('recording')) {
      const recording = await readRecording(file);
      if (!recording.ok) return recording;
      const graded = grade(scenario.value, recording.value);
      outcomes.push(graded.outcome);
      screen.print({ recording: file, ...graded }, gradeText(file, graded));
    }
    const counted = outcomes.filter((outcome) => outcome === 'pass' || outcome === 'fail');
    return ok(counted.length === 0 ? 3 : counted.includes('fail') ? 1 : 0);
  },
};

function gradeText(file: string, { outcome, gateAssisted, reasons }: Grade): string {
  const first = `${outcome}${gateAssisted ? ' (gate-assisted)' : ''}  ${clean(file)}`;
  return [first, ...reasons.map((reason) => `  ${clean(reason)}`)].join('\n');
}
