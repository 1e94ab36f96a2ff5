import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { Recording } from '../../core/evals/grading/recording.ts';
import { parseScenario } from '../../core/evals/scenario/scenario.ts';
import type { Scenario } from '../../core/evals/scenario/scenario.ts';
import { parseJson } from '../../core/parse-json.ts';
import { fail, ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import { readTextFile } from '../files/read-text-file.ts';
import { readYaml, yamlProblemLine } from '../files/read-yaml.ts';

/** Every problem is a line of the message: `force-push.yaml:14: expect.calls.must[0].where.verbb: unknown key; …` */
export async function readScenario(file: string): Promise<Result<Scenario>> {
  const text = await readTextFile(file);
  if (!text.ok) return text;
  const read = readYaml(text.value, parseScenario);
  if (read.ok) return ok(read.value);
  const lines = read.problems.map((problem) => yamlProblemLine(basename(file), problem));
  return fail({ code: 'scenario-malformed', message: lines.join('\n'), next: 'Correct these lines' });
}

export async function readRecording(file: string): Promise<Result<Recording>> {
  const text = await readTextFile(file);
  if (!text.ok) return text;
  const parsed = Recording.safeParse(parseJson(text.value));
  if (parsed.success) return ok(parsed.data);
  const message = `${file}: ${z.prettifyError(parsed.error).replace(/\s+/g, ' ')}`;
  return fail({ code: 'recording-malformed', message, next: 'Record it again, or correct it' });
}

/** The recordings that prove a scenario, beside its file. */
export function proofFile(file: string, scenario: Scenario, which: keyof Scenario['proof']): string {
  return join(dirname(file), scenario.proof[which]);
}
