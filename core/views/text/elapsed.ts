const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** A span in its largest unit, for the corner of an eye: `4 s`, `12 m`, `2 h`, `3 d`. */
export function elapsedText(ms: number): string {
  const span = Math.max(0, ms);
  if (span < minute) return `${String(Math.floor(span / 1000))} s`;
  if (span < hour) return `${String(Math.floor(span / minute))} m`;
  return span < day ? `${String(Math.floor(span / hour))} h` : `${String(Math.floor(span / day))} d`;
}

/** How long a check or a tool took: `340 ms`, `4.2 s`, `3 m 12 s`. */
export function durationText(ms: number): string {
  if (ms < 1000) return `${String(Math.round(ms))} ms`;
  if (ms < minute) return `${(ms / 1000).toFixed(1)} s`;
  if (ms < hour) return withRest(Math.floor(ms / minute), 'm', `${String(Math.floor((ms % minute) / 1000))} s`);
  return withRest(Math.floor(ms / hour), 'h', `${String(Math.floor((ms % hour) / minute))} m`);
}

function withRest(count: number, unit: string, rest: string): string {
  return rest.startsWith('0 ') ? `${String(count)} ${unit}` : `${String(count)} ${unit} ${rest}`;
}
