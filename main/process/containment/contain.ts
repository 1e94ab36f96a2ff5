import { realpathSync, statSync } from 'node:fs';
import { bubblewrapOptions, type Look } from './bubblewrap.ts';
import type { Containment } from './containment.ts';
import { seatbeltProfile } from './seatbelt.ts';

type Line = { readonly file: string; readonly args: readonly string[] };

/** The command line that starts a program inside its containment. The working folder stays the same. */
export function contain(command: Line & { readonly cwd: string }, containment: Containment): Line {
  const inner = [command.file, ...command.args];
  if (containment.by === 'seatbelt')
    return { file: '/usr/bin/sandbox-exec', args: ['-p', seatbeltProfile(containment), ...inner] };
  const options = bubblewrapOptions(containment, look);
  return { file: 'bwrap', args: [...options, '--chdir', command.cwd, '--', ...inner] };
}

const look: Look = (path) => {
  try {
    const real = realpathSync(path);
    return { real, folder: statSync(real).isDirectory() };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (['ENOENT', 'ENOTDIR', 'EACCES', 'ELOOP'].includes(String(code))) return undefined;
    throw error;
  }
};
