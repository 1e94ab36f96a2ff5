import type { Finding } from '../../../core/contract.ts';
import { ok } from '../../../core/result.ts';
import type { Tone } from '../../../core/views/board.ts';
import type { Command } from '../command-line/command.ts';
import { clean, table } from '../screen.ts';

const tones: Readonly<Record<Finding['state'], Tone>> = {
  ok: 'ready',
  warning: 'needs-you',
  error: 'failed',
  unknown: 'quiet',
};

export const doctor: Command = {
  name: 'doctor',
  about: 'Look whether everything teatree needs is there',
  async run({ screen, connect }) {
    const connection = await connect('record');
    if (!connection.ok) return connection;
    const findings = await connection.value.call('app.doctor', {});
    if (!findings.ok) return findings;
    const rows = findings.value.map(({ name, state, text, next }) => [
      screen.paint(tones[state], state),
      name,
      clean(text) + (next === undefined ? '' : ` · ${clean(next)}`),
    ]);
    screen.print(findings.value, table(rows));
    return ok(findings.value.some((finding) => finding.state === 'error') ? 1 : 0);
  },
};
