import { dirname, join } from 'node:path';
import type { TriggerTrial } from '../../../core/evals/triggers/trigger-rate.ts';
import { parseTriggers, triggerKinds, triggerScenario } from '../../../core/evals/triggers/triggers.ts';
import type { Triggers } from '../../../core/evals/triggers/triggers.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { readTextIfThere } from '../../files/read-text-file.ts';
import { readYaml, yamlProblemLine } from '../../files/read-yaml.ts';
import { findSkillNames, triggersFile } from '../find-scenarios.ts';
import { attemptTrial } from '../trial/attempt.ts';
import type { TrialLab } from '../trial/trial-factory.ts';
import { costOf } from './run-suite.ts';
import { skillsBeside } from './skills-of.ts';

/** The prompts of a skill's folder; undefined where it has none. */
export async function readTriggers(folder: string): Promise<Result<Triggers | undefined>> {
  const text = await readTextIfThere(fileOf(folder));
  if (!text.ok) return text;
  if (text.value === null) return ok(undefined);
  const read = readYaml(text.value, parseTriggers);
  if (read.ok) return ok(read.value);
  const lines = read.problems.map((problem) => yamlProblemLine(triggersFile, problem));
  return fail({ code: 'triggers-malformed', message: lines.join('\n'), next: 'Correct these lines' });
}

export type TriggerWish = {
  /** The skill's name, and the folder that holds it beside others. */
  readonly skill: string;
  readonly folder: string;
  readonly triggers: Triggers;
  readonly harness: string;
  readonly model: string | undefined;
  readonly signal: AbortSignal;
  /** No prompt is tried when this has been spent. */
  readonly maxUsd: number | undefined;
};

export type TriggersTried = {
  readonly trials: readonly TriggerTrial[];
  readonly usd: number;
  /** Why a prompt does not count, or was not tried. */
  readonly notes: readonly string[];
};

/** Asks an agent every prompt once, with all skills of the folder to choose from: what is taken up is what counts. */
export async function tryTriggers(lab: TrialLab, wish: TriggerWish): Promise<TriggersTried> {
  const { skill, folder, triggers, harness, model, signal, maxUsd = Infinity } = wish;
  const file = fileOf(folder);
  const skills = await skillsBeside(file, { skills: [...(await findSkillNames(dirname(folder)))] });
  const trials: TriggerTrial[] = [];
  const notes: string[] = [];
  let usd = 0;
  for (const { kind, prompt } of triggerKinds.flatMap((each) =>
    triggers[each].map((text) => ({ kind: each, prompt: text })),
  )) {
    if (signal.aborted) return { trials, usd, notes: [...notes, 'it was stopped'] };
    if (usd >= maxUsd) return { trials, usd, notes: [...notes, `it has cost $${usd.toFixed(2)}`] };
    const scenario = triggerScenario(skill, kind, prompt);
    const { recording, note, hopeless } = await attemptTrial(lab, { scenario, file, skills, harness, model, signal });
    usd += costOf(recording);
    // One that ran into a limit had time to take it up.
    const counts = ['completed', 'gave-up', 'capped'].includes(recording.ending);
    if (counts) trials.push({ kind, prompt, tookUp: recording.skills.includes(skill) });
    else notes.push(note || recording.ending);
    if (hopeless) return { trials, usd, notes };
  }
  return { trials, usd, notes };
}

function fileOf(folder: string): string {
  return join(folder, 'evals', triggersFile);
}
