import { expect, test } from 'vitest';
import { readOptions, usage } from './options.mjs';

test('what the fault suite is asked wrongly is named, and every option is explained', () => {
  expect(readOptions(['--rounds', 'many'])).toEqual({ fault: "--rounds takes a whole number, not 'many'" });
  expect(readOptions(['--no-such']).fault).toContain('--no-such');
  const { values } = readOptions(['--only', 'reboot', '--short']);
  expect(values).toMatchObject({ only: 'reboot', short: true, rounds: '1' });
  const unexplained = Object.keys(values ?? {}).filter((name) => name !== 'help' && !usage.includes(`--${name} `));
  expect(unexplained).toEqual([]);
});
