import { readdir, readFile, readlink } from 'node:fs/promises';

export type Occupant = { readonly pid: number; readonly name: string; readonly terminal: boolean };

/**
 * Processes that stand in a folder: a program at work, or a shell in a terminal. Known on Linux; elsewhere none are
 * seen. Those of other users cannot be looked at.
 */
export async function occupantsOf(folder: string): Promise<readonly Occupant[]> {
  const pids = await readdir('/proc').catch(() => []);
  const found = await Promise.all(pids.filter((name) => /^\d+$/.test(name)).map((pid) => lookAt(pid, folder)));
  return found.filter((each) => each !== undefined);
}

async function lookAt(pid: string, folder: string): Promise<Occupant | undefined> {
  const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
  if (cwd !== folder && !cwd?.startsWith(`${folder}/`)) return undefined;
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const [, name = '', rest = ''] = /^\d+ \((.*)\) (.*)$/s.exec(stat) ?? [];
  // proc(5): after the state come ppid, pgrp, session and the controlling terminal.
  return { pid: Number(pid), name, terminal: Number(rest.split(' ')[4] ?? 0) !== 0 };
}
