type Command = {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
};

/** One line that a POSIX shell reads as exactly this command, in its folder and with its environment. */
export function shellLine({ file, args, cwd, env }: Command): string {
  const given = Object.entries(env).map(([name, value]) => `${name}=${shellWord(value)}`);
  return [`cd ${shellWord(cwd)} &&`, ...given, ...[file, ...args].map(shellWord)].join(' ');
}

function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
