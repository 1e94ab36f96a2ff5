import { parseJson } from '../../../core/parse-json.ts';
import { closest } from '../../../core/placed-problem.ts';
import { fail, ok } from '../../../core/result.ts';
import type { Result } from '../../../core/result.ts';
import { Settings, SettingsPatch } from '../../../core/settings.ts';
import type { Command } from '../command-line/command.ts';
import { snapshotThere } from '../factory/snapshot-there.ts';
import { table } from '../screen.ts';

const get: Command = {
  name: 'settings get',
  about: 'Show one setting or all',
  positionals: [{ name: 'KEY', about: 'its name', optional: true }],
  async run({ args, screen, connect }) {
    const key = args.optional('KEY');
    const known = key === undefined ? ok(undefined) : knownKey(key);
    if (!known.ok) return known;
    const there = await snapshotThere(connect);
    if (!there.ok) return there;
    const { snapshot } = there.value;
    const { settings } = snapshot;
    if (known.value === undefined) {
      screen.print(settings, table(Object.entries(settings).map(([name, value]) => [name, JSON.stringify(value)])));
      return ok(0);
    }
    const value = settings[known.value];
    screen.print(value, typeof value === 'string' ? value : JSON.stringify(value));
    return ok(0);
  },
};

const set: Command = {
  name: 'settings set',
  about: 'Change one setting',
  positionals: [
    { name: 'KEY', about: 'its name' },
    { name: 'VALUE', about: 'a word, a number, true or false, or a JSON list' },
  ],
  async run({ args, screen, connect }) {
    const key = knownKey(args.positional('KEY'));
    if (!key.ok) return key;
    const patch = SettingsPatch.safeParse({ [key.value]: valueOf(args.positional('VALUE')) });
    if (!patch.success)
      return fail(wrongValue(key.value, args.positional('VALUE'), patch.error.issues[0]?.message ?? ''));
    const connection = await connect('record');
    if (!connection.ok) return connection;
    const updated = await connection.value.call('settings.update', { patch: patch.data });
    if (!updated.ok) return updated;
    screen.print(updated.value, `${key.value} is ${JSON.stringify(updated.value[key.value])}`);
    return ok(0);
  },
};

export const settingsCommands: readonly Command[] = [get, set];

const keys = Object.keys(Settings.shape) as (keyof Settings)[];

function knownKey(name: string): Result<keyof Settings> {
  const key = keys.find((each) => each === name);
  if (key !== undefined) return ok(key);
  const meant = closest(name, keys);
  const next = meant === undefined ? `There is: ${keys.join(', ')}` : `Did you mean ${meant}?`;
  return fail({ code: 'setting-unknown', message: `There is no setting ${name}`, next });
}

/** JSON where it is JSON, otherwise the word itself. */
function valueOf(text: string): unknown {
  const value = parseJson(text);
  return value === undefined ? text : value;
}

function wrongValue(key: keyof Settings, value: string, problem: string) {
  return {
    code: 'bad-input',
    message: `${key} cannot be ${value}: ${problem}`,
    next: `Look at it: teatree settings get ${key}`,
  };
}
