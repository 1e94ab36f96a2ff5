type Line = { readonly file: string; readonly args: readonly string[]; readonly cwd: string };

let isPossible = (): Promise<boolean> => Promise.resolve(false);

/** Says whether programs can have a PID namespace of their own from now on: where `detectContainment` found bubblewrap. */
export function aloneWhere(possible: () => Promise<boolean> = () => Promise.resolve(false)): void {
  isPossible = possible;
}

/**
 * The command as it runs in a PID namespace of its own, or as it is where that is not possible. Files and network are as
 * they are outside; but when the program ends, so does everything that it started, whatever became of its parent, session
 * or environment. It gets no more rights than it begins with: `sudo` does not work there.
 */
export async function alone<T extends Line>(command: T): Promise<T> {
  if (!(await isPossible())) return command;
  const { file, args, cwd } = command;
  const options = ['--die-with-parent', '--unshare-pid', '--dev-bind', '/', '/', '--proc', '/proc', '--chdir', cwd];
  return { ...command, file: 'bwrap', args: [...options, '--', file, ...args] };
}
