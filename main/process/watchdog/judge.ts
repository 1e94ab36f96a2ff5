/** What a watchdog knows at one look. All spans in milliseconds of a clock that does not jump. */
export type Look = {
  /** Since the app's last sign of life. */
  readonly silentMs: number;
  readonly limitMs: number;
  /** Since the watchdog's own last look, and how much it should have been. */
  readonly lookedMs: number;
  readonly everyMs: number;
  /** How much the wall clock went on since the last look. */
  readonly wallMs: number;
  /** Somebody holds the app in a debugger. */
  readonly debugged: boolean;
};

const leapMs = 2000;

/**
 * `hung`: the app says nothing. `unsure`: there is a better reason for its silence, so its time begins anew: the whole
 * machine slept or stood still, the clock was set, or it is being debugged.
 */
export function judge({ silentMs, limitMs, lookedMs, everyMs, wallMs, debugged }: Look): 'fine' | 'unsure' | 'hung' {
  const stoodStill = lookedMs > everyMs + leapMs;
  const leapt = Math.abs(wallMs - lookedMs) > leapMs;
  if (stoodStill || leapt) return 'unsure';
  if (silentMs < limitMs) return 'fine';
  return debugged ? 'unsure' : 'hung';
}
