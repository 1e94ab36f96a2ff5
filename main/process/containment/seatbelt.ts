import type { Containment, Mount } from './containment.ts';

/** The device files that every program writes, and the terminals. */
const DEVICES =
  '(allow file-write* (literal "/dev/null") (literal "/dev/zero") (literal "/dev/tty") (regex #"^/dev/tty"))';

/**
 * The profile of macOS's sandbox for a containment; of several rules that fit, the last one counts there too.
 * It knows no other view of the disk, so `fresh` is an allowed write and `from` is passed over, and no PID namespace:
 * what a contained program starts is found by its process group instead.
 */
export function seatbeltProfile({ mounts, network }: Containment): string {
  return [
    ...['(version 1)', '(allow default)', '(deny file-write*)', DEVICES],
    // Signals reach only what runs in the same sandbox; the app does not.
    ...['(deny signal)', '(allow signal (target same-sandbox))', '(deny process-info* (target others))'],
    ...mounts.flatMap(rulesOf),
    ...(network === 'none' ? ['(deny network*)'] : []),
    '',
  ].join('\n');
}

function rulesOf({ access, at }: Mount): readonly string[] {
  const place = `(subpath ${quoted(at)})`;
  switch (access) {
    case 'none':
      return [`(deny file-read* file-write* ${place})`];
    case 'read':
      return [`(allow file-read* ${place})`, `(deny file-write* ${place})`];
    case 'write':
    case 'fresh':
      return [`(allow file-read* file-write* ${place})`];
  }
}

function quoted(path: string): string {
  return `"${path.replace(/[\\"]/g, '\\$&')}"`;
}
