import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { grade } from '../../../../core/evals/grading/grade.ts';
import type { Grade } from '../../../../core/evals/grading/grade.ts';
import type { Recording } from '../../../../core/evals/grading/recording.ts';
import { ok } from '../../../../core/result.ts';
import { readRecording, readScenario } from '../../../evals/read-scenario.ts';
import { recordingText } from '../../../evals/suite/history.ts';
import { skillsBeside } from '../../../evals/suite/skills-of.ts';
import { attemptTrial } from '../../../evals/trial/attempt.ts';
import type { AttemptWish } from '../../../evals/trial/attempt.ts';
import type { Command, CommandContext, ExitCode } from '../../command-line/command.ts';
import { trialLab } from '../../evals/lab.ts';
import { clean } from '../../screen.ts';
import { recipeIn } from './recipe-in.ts';

const scenarioFile = { name: 'SCENARIO', about: 'its YAML file' };

export const evalReplay: Command = {
  name: 'eval replay',
  about: "Make the calls of recordings again, through today's gates and parsers; 1 when one comes out otherwise",
  positionals: [scenarioFile],
  options: {
    recording: { value: 'FILE', about: 'a recording', many: true, list: true, required: true },
  },
  endsItself: true,
  async run(context) {
    const { args, screen } = context;
    const file = args.positional('SCENARIO');
    const scenario = await readScenario(file);
    if (!scenario.ok) return scenario;
    const skills = await skillsBeside(file, scenario.value);
    const outcomes: { readonly counts: boolean; readonly same: boolean }[] = [];
    for (const path of args.values('recording')) {
      const read = await readRecording(path);
      if (!read.ok) return read;
      const script = { recording: read.value };
      const wish = { scenario: scenario.value, file, skills, harness: 'replay', script };
      const { recording, note } = await attempt(context, wish);
      const graded = grade(scenario.value, recording);
      const counts = isCounted(graded);
      const same = counts && recordingText(recording) === recordingText(withoutCost(read.value));
      outcomes.push({ counts, same });
      const row = { recording: path, same, note, ...graded, was: grade(scenario.value, read.value).outcome };
      screen.print(
        row,
        [`${same ? 'the same' : 'OTHERWISE'}  ${graded.outcome}  ${clean(path)}`, note].join(' ').trim(),
      );
    }
    if (!outcomes.some(({ counts }) => counts)) return ok(3);
    return ok(outcomes.every(({ same }) => same) ? 0 : 1);
  },
};

/** A replay asks no model. */
function withoutCost({ usd: _, judge, ...recording }: Recording): Recording {
  return { ...recording, ...(judge && { judge: { ...judge, usd: undefined } }) };
}

export const evalRecord: Command = {
  name: 'eval record',
  about: 'Try a scenario once and write the recording, such as a proof; 1 when it does not pass',
  positionals: [scenarioFile],
  options: {
    harness: { value: 'NAME', about: 'the agent', required: true },
    model: { value: 'NAME', about: 'the model, where the agent takes one' },
    recipe: { value: 'FILE', about: 'what the recipe harness follows' },
    judge: { value: 'NAME', about: 'the agent that judges, where the scenario wants it and names nobody' },
    out: { value: 'FILE', about: 'where the recording goes', required: true },
  },
  endsItself: true,
  async run(context) {
    const { args, screen } = context;
    const file = args.positional('SCENARIO');
    const scenario = await readScenario(file);
    if (!scenario.ok) return scenario;
    const skills = await skillsBeside(file, scenario.value);
    const [harness = '', out = ''] = [args.value('harness'), args.value('out')];
    const model = args.value('model');
    const recipe = await recipeIn(args.value('recipe'));
    if (!recipe.ok) return recipe;
    const wish = { scenario: scenario.value, file, skills, harness, model, recipe: recipe.value };
    const { recording, note } = await attempt(context, wish);
    const graded = grade(scenario.value, recording);
    if (isCounted(graded)) {
      await mkdir(dirname(out), { recursive: true });
      await writeFile(out, recordingText(recording));
    }
    screen.print(
      { recording: out, note, ...graded },
      [graded.outcome, ...graded.reasons, note].map(clean).join('\n  '),
    );
    const code: ExitCode = isCounted(graded) ? (graded.outcome === 'pass' ? 0 : 1) : 3;
    return ok(code);
  },
};

function isCounted({ outcome }: Grade): boolean {
  return outcome === 'pass' || outcome === 'fail';
}

async function attempt({ args, programs, interrupted }: CommandContext, wish: Omit<AttemptWish, 'signal'>) {
  const lab = await trialLab({ programs, judge: args.value('judge') });
  const stop = new AbortController();
  void interrupted.then(() => stop.abort());
  try {
    return await attemptTrial(lab, { ...wish, signal: stop.signal });
  } finally {
    lab.stop();
  }
}
