/** The factory's own, and what its runtime and its package put there for themselves. */
const OURS = /^(TEATREE_|ELECTRON_|CHROME_DESKTOP$|ORIGINAL_XDG_CURRENT_DESKTOP$|GIO_LAUNCHED_)/;

/**
 * The person's own environment, as a terminal that they opened from their desktop would have it. Agents get another one,
 * and nothing of theirs is in here.
 */
export function personEnvironment(source: NodeJS.ProcessEnv = process.env): Readonly<Record<string, string>> {
  const own = Object.entries(source).flatMap(([name, value]) =>
    value === undefined || OURS.test(name) ? [] : [[name, value] as const],
  );
  return { ...Object.fromEntries(own), TERM: 'xterm-256color', COLORTERM: 'truecolor', TERM_PROGRAM: 'teatree' };
}
