import { readdir, readFile, readlink } from 'node:fs/promises';

/** `pid` is undefined where the process belongs to another user. */
export type Listener = { readonly port: number; readonly pid: number | undefined; readonly name: string };

/** Who listens on TCP ports of this machine. Known on Linux; elsewhere nobody is seen. */
export async function listenersOn(ports: ReadonlySet<number>): Promise<readonly Listener[]> {
  const tables = await Promise.all(
    ['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8').catch(() => '')),
  );
  const sockets = new Map(tables.flatMap((table) => table.split('\n').flatMap(listening)));
  const wanted = new Map([...sockets].filter(([, port]) => ports.has(port)));
  const found: Listener[] = [];
  for (const pid of wanted.size === 0 ? [] : await readdir('/proc'))
    if (/^\d+$/.test(pid)) found.push(...(await ownedBy(pid, wanted)));
  const known = new Set(found.map(({ port }) => port));
  const others = new Set([...wanted.values()].filter((port) => !known.has(port)));
  return [...found, ...[...others].map((port) => ({ port, pid: undefined, name: 'a program of another user' }))];
}

/** proc(5), /proc/net/tcp: the local address is the second field, the state (0A: listening) the fourth, the inode the tenth. */
function listening(line: string): readonly (readonly [inode: string, port: number])[] {
  const fields = line.trim().split(/\s+/);
  const port = parseInt(fields[1]?.split(':')[1] ?? '', 16);
  const inode = fields[9];
  return fields[3] === '0A' && inode !== undefined && !Number.isNaN(port) ? [[inode, port]] : [];
}

async function ownedBy(pid: string, wanted: ReadonlyMap<string, number>): Promise<readonly Listener[]> {
  const fds = await readdir(`/proc/${pid}/fd`).catch(() => []);
  const links = await Promise.all(fds.map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')));
  const ports = new Set(links.flatMap((link) => wanted.get(/^socket:\[(\d+)\]$/.exec(link)?.[1] ?? '') ?? []));
  if (ports.size === 0) return [];
  const name = (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).trim();
  return [...ports].map((port) => ({ port, pid: Number(pid), name }));
}
