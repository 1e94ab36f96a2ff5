import type { Call } from '../../../core/contract.ts';
import type { Finding } from '../../../core/contract/doctor-methods.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import type { Tone } from '../../../core/views/board.ts';
import type { Command, ExitCode } from '../command-line/command.ts';
import { clean, table } from '../screen.ts';
import type { Screen } from '../screen.ts';

const tones: Readonly<Record<Finding['state'], Tone>> = {
  ok: 'ready',
  warning: 'needs-you',
  error: 'failed',
  unknown: 'quiet',
};

export const doctor: Command = {
  name: 'doctor',
  about: 'Look whether everything holds that teatree rests on, and mend what can be mended',
  options: {
    fix: { value: 'ID', about: 'mend this finding, or `all`; what goes lies in the trash for 7 days' },
  },
  async run({ args, screen, connect }) {
    const connection = await connect('record');
    if (!connection.ok) return connection;
    const { call } = connection.value;
    const found = await call('app.doctor', {});
    if (!found.ok) return found;
    const wanted = args.value('fix');
    if (wanted !== undefined) return mend(call, wanted, { found: found.value, screen });
    screen.print(found.value, table(found.value.map((finding) => rowOf(screen, finding))));
    return ok(found.value.some((finding) => finding.state === 'error') ? 1 : 0);
  },
};

function rowOf(screen: Screen, { id, name, state, text, next, repair }: Finding): readonly string[] {
  const remedy = next === undefined ? '' : ` · ${clean(next)}`;
  const mending = repair === undefined ? '' : ` · ${repair}: teatree doctor --fix ${clean(id)}`;
  return [screen.paint(tones[state], state), clean(name), clean(text) + remedy + mending];
}

/** One after another, each looked at again before. One that fails does not keep the others from being mended. */
async function mend(
  call: Call,
  wanted: string,
  { found, screen }: { readonly found: readonly Finding[]; readonly screen: Screen },
): Promise<Result<ExitCode>> {
  const chosen = found.filter(({ id, repair }) => (wanted === 'all' ? repair !== undefined : id === wanted));
  if (chosen.length === 0 && wanted !== 'all')
    return fail({ code: 'finding-gone', message: `There is no finding ${wanted}`, next: 'Look again: teatree doctor' });
  const done = [];
  for (const { id, name } of chosen) {
    const repaired = await call('app.repair', { finding: id });
    if (!repaired.ok && wanted !== 'all') return repaired;
    done.push({ id, name, ok: repaired.ok, text: repaired.ok ? repaired.value.text : repaired.error.message });
  }
  const rows = done.map((each) => [
    screen.paint(each.ok ? 'ready' : 'failed', each.ok ? 'mended' : 'failed'),
    clean(each.name),
    clean(each.text),
  ]);
  screen.print(done, rows.length > 0 ? table(rows) : 'There is nothing to mend');
  return ok(done.every((each) => each.ok) ? 0 : 1);
}
