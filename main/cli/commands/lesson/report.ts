import { createHash } from 'node:crypto';
import { redEvalOf } from '../../../../core/learning/red-eval.ts';
import { ok } from '../../../../core/result.ts';
import { readRecording, readScenario } from '../../../evals/read-scenario.ts';
import type { Command } from '../../command-line/command.ts';
import { cleanLine } from '../../screen.ts';

/** A scenario turns red outside of the factory, so somebody has to bring it. */
export const lessonReport: Command = {
  name: 'lesson report',
  about: 'Tell the factory that a scenario is red, by the recording of a failed trial; a lesson is drawn from it',
  positionals: [
    { name: 'SCENARIO', about: 'its file' },
    { name: 'RECORDING', about: 'of the trial that failed' },
  ],
  options: { repo: { value: 'REPO', about: 'the repo that it is about, by name; without it the lesson is yours' } },
  async run({ args, screen, connect }) {
    const scenario = await readScenario(args.positional('SCENARIO'));
    if (!scenario.ok) return scenario;
    const recording = await readRecording(args.positional('RECORDING'));
    if (!recording.ok) return recording;
    const hash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32);
    const incident = redEvalOf(scenario.value, recording.value, hash);
    if (!incident.ok) return incident;
    const connection = await connect('record');
    if (!connection.ok) return connection;
    const { call } = connection.value;
    const snapshot = await call('app.snapshot', {});
    if (!snapshot.ok) return snapshot;
    const repo = snapshot.value.repos.find(({ name }) => name === args.value('repo'))?.id;
    const reported = await call('lessons.report', { incident: { ...incident.value, ...(repo && { repo }) } });
    if (!reported.ok) return reported;
    screen.print(incident.value, `Told: ${cleanLine(incident.value.text, 120)}`);
    return ok(0);
  },
};
