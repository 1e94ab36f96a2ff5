import { expect, test } from 'vitest';
import { Settings, SettingsPatch } from './settings.ts';

test('a change of one setting says nothing of the others', () => {
  expect(SettingsPatch.parse({ theme: 'dark' })).toEqual({ theme: 'dark' });
  expect(SettingsPatch.parse({})).toEqual({});
  const all = Settings.parse({ wipLimit: 7, seat: { harness: 'claude' } });
  expect({ ...all, ...SettingsPatch.parse({ theme: 'dark' }) }).toEqual({ ...all, theme: 'dark' });
});

test('what no setting is called, and what a setting cannot be, is refused', () => {
  expect(SettingsPatch.safeParse({ colour: 'red' }).success).toBe(false);
  expect(SettingsPatch.safeParse({ wipLimit: 0 }).success).toBe(false);
});
