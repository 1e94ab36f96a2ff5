import { access, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Writes a file of an agent's own configuration; nobody else may read it. */
export async function writePrivate(file: string, content: string | object): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await rm(file, { force: true });
  const text = typeof content === 'string' ? content : `${JSON.stringify(content, undefined, 2)}\n`;
  await writeFile(file, text, { mode: 0o600 });
}

/** Makes a file the only one of its folder, all of which the agent obeys. */
export async function writeAlone(file: string, content: string | object): Promise<void> {
  await rm(dirname(file), { recursive: true, force: true });
  await writePrivate(file, content);
}

/**
 * Lets the agent use the person's own sign-in, where they have one, without copying it: files of that name are linked from
 * one folder into the other. Answers what was linked. An agent that renews a token by replacing its file replaces the
 * link, and the person keeps the old token.
 */
export async function linkCredentials(from: string, to: string, names: readonly string[]): Promise<readonly string[]> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  const linked: string[] = [];
  for (const name of names) {
    await rm(join(to, name), { force: true });
    if (!(await exists(join(from, name)))) continue;
    await symlink(join(from, name), join(to, name));
    linked.push(join(from, name));
  }
  return linked;
}

export async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

/** Some fields of the person's own settings; nothing when there are none or they are no JSON object. */
export async function pickSettings(file: string, names: readonly string[]): Promise<Record<string, unknown>> {
  const text = await readFile(file, 'utf8').catch(() => '{}');
  let settings: unknown;
  try {
    settings = JSON.parse(text);
  } catch (error) {
    // Settings that we cannot read are settings without what we look for; the program itself complains about them.
    if (error instanceof SyntaxError) return {};
    throw error;
  }
  if (typeof settings !== 'object' || settings === null) return {};
  return Object.fromEntries(Object.entries(settings).filter(([name]) => names.includes(name)));
}

/** In the string form that JSON and TOML share. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}
