import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { app, dialog } from 'electron';
import { fail, ok } from '../core/result.ts';
import type { Failure, Result } from '../core/result.ts';
import type { Factory } from './compose.ts';
import { USAGE, ownWords, readCommandLine } from './desktop/command-line.ts';
import type { AppOptions } from './desktop/command-line.ts';
import { endLoudly, endOnBugs } from './desktop/crash.ts';
import type { CrashSurroundings } from './desktop/crash.ts';
import { mayOpenBackup } from './desktop/newer-folder.ts';
import { openShell } from './desktop/shell.ts';
import type { Shell } from './desktop/shell.ts';
import type { RemoteFacts, RemoteQuestion } from './desktop/unattended/proof.ts';
import { takeBoardPicture } from './desktop/unattended/board-picture.ts';
import { untilPainted } from './desktop/window/painted.ts';
import { declareScheme } from './desktop/window/protocol.ts';
import { hostFactory } from './ipc/host-factory.ts';
import type { Host } from './ipc/host-factory.ts';
import { stopWatching } from './process/spawner/in-use.ts';
import { openHomeFolder } from './store/home-folder.ts';
import { readOwner } from './store/instance-lock.ts';

/** `out/`: the built programs, the preload script and the page. */
const OUT = dirname(import.meta.dirname);
const FILES = {
  page: join(OUT, 'renderer'),
  preload: join(OUT, 'preload', 'index.cjs'),
  assets: join(dirname(OUT), 'main', 'desktop', 'assets'),
};

const say = (line: string) => void process.stdout.write(`${line}\n`);
const complain = (line: string) => void process.stderr.write(`${line}\n`);

// All of this must come before the app is ready.
declareScheme();
begin();

function begin(): void {
  const options = readCommandLine(ownWords(process.argv, process.defaultApp !== true), process.cwd());
  if (!options.ok) return refuse(options.error, 2);
  if (options.value.help) {
    say(USAGE);
    return app.exit(0);
  }
  const home = openHomeFolder();
  if (!home.ok) return refuse(home.error, 1);
  app.setPath('userData', join(home.value, 'electron'));
  // From a checkout there is a terminal to read; who started an installed app has only the screen.
  const attended = app.isPackaged && !options.value.exitWhenLanded;
  const surroundings = { folder: home.value, attended, log: complain, unwatch: stopWatching };
  endOnBugs(surroundings);
  open(options.value, surroundings).catch((error: unknown) => endLoudly(error, surroundings));
}

async function open(options: AppOptions, surroundings: CrashSurroundings): Promise<void> {
  const home = surroundings.folder;
  let shell: Shell | undefined;
  const stop = async () => {
    const host = await hosting;
    if (host.ok) await host.value.close();
  };
  const programs = join(OUT, 'main');
  const onWarning = (text: string) => complain(`teatree: ${text}`);
  const hosting: Promise<Result<Host<Factory>>> = hostFactory({
    ...{ home, programs, onWarning, kind: 'window', listen: true, watched: true },
    // Only who has the lock opens a window; it is there while the factory is still being composed.
    compose: async () => {
      await app.whenReady();
      shell = openShell({ files: FILES, surroundings, stop });
      await untilPainted(shell.window());
      const { composeFactory } = await import('./compose.ts');
      return composeFactory({ dataFolder: home, version: app.getVersion(), programs, desktop: shell.calls, onWarning });
    },
  });
  const host = await hosting;
  if (host.ok && shell) return work(host.value.factory, { shell, home, options });
  if (host.ok) throw new Error('The factory was composed without a window');
  closeEmpty(shell);
  if (host.error.code === 'schema-newer' && surroundings.attended && (await offersBackup(home, host.error))) return;
  if (host.error.code === 'already-running') await showFirst(home, options.link);
  else if (surroundings.attended) dialog.showErrorBox('Teatree cannot start', paragraphs(host.error));
  refuse(host.error, 1);
}

/** No board comes into the window now, and it would cover what is said. */
function closeEmpty(shell: Shell | undefined): void {
  app.on('window-all-closed', () => undefined);
  shell?.window()?.destroy();
}

/**
 * The person may go on with the last backup that this version reads; then the app starts again. Answers whether there is
 * one: then it has ended, and they know why.
 */
async function offersBackup(home: string, newer: Failure): Promise<boolean> {
  const { goBack, wayBack } = await import('./store/backup/go-back.ts');
  const way = await wayBack(home);
  if (!way) return false;
  if (await mayOpenBackup({ home, of: new Date(way.manifest.at).toLocaleString() })) {
    const back = await goBack(home, way, Date.now());
    if (back.ok) return startAgain();
    dialog.showErrorBox('The backup could not be opened', paragraphs(back.error));
  }
  refuse(newer, 1);
  return true;
}

function startAgain(): true {
  // The program in an AppImage lies in a mount that goes with the process.
  const image = process.env['APPIMAGE'];
  app.relaunch(image === undefined ? {} : { execPath: image });
  app.exit(0);
  return true;
}

type Work = { readonly shell: Shell; readonly home: string; readonly options: AppOptions };

async function work(factory: Factory, { shell, home, options }: Work): Promise<void> {
  shell.connect(factory);
  if (options.link !== undefined) void shell.calls.show(options.link);
  await factory.orchestrator.start();
  if (!options.sample) return;
  const { runSample } = await import('./desktop/unattended/run-sample.ts');
  const { makeSample } = await import('./sample/make-sample.ts');
  const ended = await runSample({
    ...factory,
    make: () => makeSample(join(home, 'sample')),
    readRemote,
    say,
    attended: !options.exitWhenLanded,
  });
  if (!ended.ok) complain(sentence(ended.error));
  if (!options.exitWhenLanded) return;
  const window = shell.window();
  if (window) await takeBoardPicture(window, options.picture);
  if (window) say(`The board is in ${options.picture}`);
  await shell.quitNow(ended.ok ? 0 : 1);
}

/** What a bare remote on this machine says about its branch. The clone has the same commits and may be asked about them. */
async function readRemote({ clone, remote, branch }: RemoteQuestion): Promise<Result<RemoteFacts>> {
  const { readRemoteBranch } = await import('./git/ls-remote.ts');
  const { isAncestor } = await import('./git/ancestry.ts');
  const found = await readRemoteBranch(clone, { remote: { url: remote }, branch });
  if (!found.ok) return found;
  if (found.value.kind !== 'known')
    return fail({ code: 'no-remote-branch', message: `${remote} has no branch ${branch}` });
  const { commit } = found.value;
  const { mtimeMs } = await stat(join(remote, 'refs', 'heads', branch));
  return ok({ commit, movedAt: mtimeMs, contains: (ancestor) => isAncestor(clone, { ancestor, commit }) });
}

/** The second instance has nothing to do but bring the first one to the front. */
async function showFirst(home: string, link: string | undefined): Promise<void> {
  const { connectSocket } = await import('./ipc/socket/client.ts');
  const address = readOwner(home)?.socket;
  const client = address === undefined ? undefined : await connectSocket(address, home);
  if (!client?.ok) return;
  await client.value.call('app.show', { ...(link !== undefined && { link }) });
  client.value.close();
}

function refuse(error: Failure, code: number): void {
  complain(sentence(error));
  app.exit(code);
}

function sentence({ message, next }: Failure): string {
  return `teatree: ${message}${next === undefined ? '' : `\n  ${next}`}`;
}

function paragraphs({ message, next }: Failure): string {
  return next === undefined ? message : `${message}.\n\n${next}.`;
}
