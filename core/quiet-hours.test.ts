import { expect, test } from 'vitest';
import { QuietHours, quietUntil } from './quiet-hours.ts';

const at = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute).getTime();

test('quiet hours reach over midnight, from their first minute to before their last', () => {
  const hours = '22:00-07:30';
  expect(quietUntil(hours, at(23, 21, 59))).toBeUndefined();
  expect(quietUntil(hours, at(23, 22))).toBe(at(24, 7, 30));
  expect(quietUntil(hours, at(24, 0, 10))).toBe(at(24, 7, 30));
  expect(quietUntil(hours, at(24, 7, 30))).toBeUndefined();
});

test('quiet hours within a day hold only then, and none hold where none are set', () => {
  expect(quietUntil('12:00-13:00', at(23, 12, 30))).toBe(at(23, 13));
  expect(quietUntil('12:00-13:00', at(23, 23))).toBeUndefined();
  expect(quietUntil('', at(23, 3))).toBeUndefined();
  expect(quietUntil('08:00-08:00', at(23, 8))).toBeUndefined();
});

test('quiet hours are two times of day or nothing', () => {
  const good = ['22:00-07:30', ' 00:00-06:00 ', ''];
  const bad = ['22-7', '24:00-07:00', '22:00', '22:60-07:00', 'at night'];
  expect(good.map((hours) => QuietHours.safeParse(hours).success)).toEqual([true, true, true]);
  expect(bad.filter((hours) => QuietHours.safeParse(hours).success)).toEqual([]);
});
