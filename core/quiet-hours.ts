import { z } from 'zod';

const clock = String.raw`(?:[01]\d|2[0-3]):[0-5]\d`;

/** When nothing is announced, every day in local time; empty: never. They may reach over midnight. */
export const QuietHours = z
  .string()
  .trim()
  .regex(new RegExp(`^(${clock}-${clock})?$`), 'two times of day, such as 22:00-07:30, or nothing');

/** When the quiet hours that hold at `now` end; undefined where none hold. Times are milliseconds since the epoch. */
export function quietUntil(hours: string, now: number): number | undefined {
  const [from, to] = hours.split('-');
  if (from === undefined || to === undefined || from === to) return undefined;
  const time = timeOf(now);
  const quiet = from < to ? from <= time && time < to : from <= time || time < to;
  if (!quiet) return undefined;
  const [hour = 0, minute = 0] = to.split(':').map(Number);
  const end = new Date(now).setHours(hour, minute, 0, 0);
  return end > now ? end : nextDay(end);
}

function timeOf(at: number): string {
  return new Date(at).toTimeString().slice(0, 5);
}

/** A day of the calendar is not always 24 hours long. */
function nextDay(at: number): number {
  const day = new Date(at);
  return day.setDate(day.getDate() + 1);
}
