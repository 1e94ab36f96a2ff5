import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
import { ThreadId } from '../../../../core/ids.ts';
import { value } from '../../../git/testing/sandbox.ts';
import { cleanEnvironment } from '../../../process/environment.ts';
import { run } from '../../../process/run.ts';
import { containThread } from '../../../workspace/containment.ts';
import { workspaceWorld } from '../../../workspace/testing/workspace-world.ts';
import type { Evasion, Places } from './evasions.ts';

const SECRET = 'S3CR3T';
/** What git keeps about the agent's own worktrees, but for where they point to. */
const ownGit = /\/\.git\/worktrees\/(api|web)\/(?!(commondir|gitdir)$)/;

/** A factory on the disk with two threads, secrets all around, an app that lives, and ears for what leaks. */
export async function evasionWorld() {
  const world = workspaceWorld();
  const { box, repos, dataFolder, place } = world;
  const prepared = value(await world.prepare());
  const second = value(await world.prepare({ thread: { thread: ThreadId.parse('thr_second'), title: 'Other' } }));
  const other = second.worktrees[0]?.path ?? '';
  for (const name of ['home/.ssh/id_rsa', 'home/.aws/credentials', 'home/.netrc', 'clone/.env', 'data/socket-token'])
    box.write(name, `${SECRET} of ${name}\n`);
  for (const name of ['home/.bashrc', 'home/.profile', 'data/journal.db']) box.write(name, 'as it was\n');
  writeFileSync(path.join(other, 'notes.md'), `${SECRET} of another thread\n`);
  const app = spawn('sleep', ['600'], { env: { APP_TOKEN: SECRET }, stdio: 'ignore' });
  const heard: string[] = [];
  const ears = [
    await listen({ port: 0, host: '127.0.0.1' }, heard),
    await listen({ path: path.join(dataFolder, 'teatree.sock') }, heard),
  ];
  const address = ears[0]?.address();
  const places: Places = {
    ...{ home: box.at('home'), data: dataFolder, worktree: prepared.worktrees[0]?.path ?? '', other },
    ...{ clone: box.clone, remote: box.remote, appPid: app.pid ?? 0 },
    port: typeof address === 'object' && address ? address.port : 0,
  };
  const worktrees = prepared.worktrees.flatMap((worktree) => {
    const repo = repos.find((each) => each.id === worktree.repo);
    return repo ? [{ repo, worktree }] : [];
  });

  /** Everything that is not the agent's: hashes by path. */
  function outside(): Record<string, string> {
    const own = [place.folder, place.scratch, place.state, place.outboxes];
    return hashes(box.root, (file) => own.some((folder) => file.startsWith(folder)) || ownGit.test(file));
  }

  /** The evasion's steps, contained as a run would be, with nobody to judge them; what stood outside before and after. */
  async function attempt({ steps, files }: Evasion, walls: 'walls' | 'no walls' = 'walls') {
    const ground = { by: 'bubblewrap', network: 'shared', dataFolder, place, worktrees, home: places.home } as const;
    const containment = walls === 'walls' ? value(await containThread(ground)) : undefined;
    const before = outside();
    for (const [name, text] of Object.entries(files?.(places) ?? {}))
      writeFileSync(path.join(places.worktree, name), text);
    const said: string[] = [];
    for (const step of steps(places)) {
      const done = await run({
        ...{
          file: 'sh',
          args: ['-c', step],
          cwd: places.worktree,
          timeoutMs: 20_000,
          containment,
          killLeftovers: true,
        },
        env: cleanEnvironment({ HOME: places.home, TMPDIR: place.scratch }),
      });
      said.push(done.ok ? done.value.stdout + done.value.stderr : done.error.message);
    }
    return { said: said.join('\n'), before, after: outside() };
  }

  /** Places where a secret has come to light: what was said, the agent's own folders, what was sent. */
  function leaks(said: string): readonly string[] {
    const own = [place.folder, place.scratch, place.outboxes]
      .filter((folder) => existsSync(folder))
      .flatMap((folder) => filesBelow(folder));
    const written = own.filter((file) => readFileSync(file, 'latin1').includes(SECRET));
    return [
      ...(said.includes(SECRET) ? ['output'] : []),
      ...written,
      ...(heard.join('').includes(SECRET) ? ['network'] : []),
    ];
  }

  return {
    ...{ attempt, leaks, heard, app },
    close() {
      app.kill('SIGKILL');
      for (const ear of ears) ear.close();
      rmSync(box.root, { recursive: true, force: true });
    },
  };
}

async function listen(at: { port: number; host: string } | { path: string }, heard: string[]): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('data', (data) => heard.push(`${'path' in at ? 'socket' : 'port'}: ${data.toString('latin1')}`));
    socket.on('error', () => undefined);
    setTimeout(() => socket.destroy(), 200);
  });
  server.listen(at);
  await once(server, 'listening');
  return server;
}

function filesBelow(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => path.join(parentPath, name));
}

function hashes(root: string, isOwn: (file: string) => boolean): Record<string, string> {
  const files = filesBelow(root).filter((file) => !isOwn(file));
  return Object.fromEntries(
    files.map((file) => [file.slice(root.length), createHash('sha256').update(readFileSync(file)).digest('hex')]),
  );
}
