import { access, constants, statfs } from 'node:fs/promises';
import type { Repo } from '../../../core/model/repo.ts';
import { gitVersion } from '../../git/hardening/git.ts';
import { readRemoteBranch } from '../../git/ls-remote.ts';
import { hangsFile, spawnerInUse } from '../../process/spawner/in-use.ts';
import { readHangs } from '../../process/watchdog/record.ts';
import { finishedAt } from '../../workspace/removal/yard.ts';
import type { Diagnosis, Patient } from './diagnosis.ts';

const tightBytes = 2 * 1024 ** 3;

/** The machine, the programs we need, and whether the remotes answer. */
export async function lookAtSurroundings(patient: Patient): Promise<readonly Diagnosis[]> {
  const { dataFolder, backstop } = patient;
  const general = await Promise.all([git(dataFolder), folder(dataFolder), space(dataFolder), containment(backstop)]);
  const repos = await Promise.all([...patient.state.repos.values()].map((repo) => remote(repo)));
  return [...general, runtime(), spawner(), hangs(dataFolder), ...(await agents(patient)), ...repos];
}

/** One that is not there is a finding only where a thread waits for it. */
async function agents({ harnesses, state }: Patient): Promise<readonly Diagnosis[]> {
  const wanted = new Set(
    [...state.threads.values()].filter((each) => !finishedAt(each)).map((each) => each.harness.id),
  );
  return (await harnesses()).flatMap(({ id, title, state: found, text, next: told }): readonly Diagnosis[] => {
    const next = told ?? 'Install it as its makers say, or give its threads to another agent';
    const about = { id: `agent:${id}`, name: `agent ${title}`, text, next };
    if (found === 'ready') return [{ ...about, next: told, state: 'ok' }];
    if (found === 'unsupported') return [{ ...about, state: wanted.has(id) ? 'error' : 'warning' }];
    return wanted.has(id) ? [{ ...about, state: 'error' }] : [];
  });
}

async function git(cwd: string): Promise<Diagnosis> {
  const version = await gitVersion(cwd);
  if (version.ok) return { name: 'git', state: 'ok', text: `git ${version.value}` };
  const { message, next = 'Install git, or correct PATH' } = version.error;
  return { name: 'git', state: 'error', text: message, next };
}

async function folder(dataFolder: string): Promise<Diagnosis> {
  const writable = await access(dataFolder, constants.W_OK).then(
    () => true,
    () => false,
  );
  return writable
    ? { name: 'data folder', state: 'ok', text: dataFolder }
    : {
        name: 'data folder',
        state: 'error',
        text: `${dataFolder} cannot be written`,
        next: 'Check its owner and permissions',
      };
}

async function space(dataFolder: string): Promise<Diagnosis> {
  const { bavail, bsize } = await statfs(dataFolder);
  const free = bavail * bsize;
  const text = `${(free / 1024 ** 3).toFixed(1)} GiB free`;
  return free < tightBytes
    ? { name: 'disk', state: 'warning', text, next: 'Make room: worktrees need it' }
    : { name: 'disk', state: 'ok', text };
}

async function containment(backstop: Patient['backstop']): Promise<Diagnosis> {
  const state = await backstop.look();
  return state.kind === 'contained'
    ? { name: 'containment', state: 'ok', text: `${state.by} ${state.version}` }
    : { name: 'containment', state: 'warning', text: `Agents are not contained: ${state.reason}`, next: state.next };
}

function runtime(): Diagnosis {
  const { node, electron } = process.versions;
  return {
    name: 'runtime',
    state: 'ok',
    text: electron ? `Electron ${electron}, Node ${node}` : `Node ${node}, no window`,
  };
}

/** Without it everything works, but the app stands still for a moment at every start of a program. */
function spawner(): Diagnosis {
  const state = spawnerInUse();
  if (!state)
    return { name: 'spawner', state: 'ok', text: 'Programs are started by this process; none other is needed' };
  if (state.kind === 'spawner')
    return { name: 'spawner', state: 'ok', text: `Programs are started by process ${String(state.pid)}` };
  const text = `Programs are started by the app itself: ${state.reason}`;
  return { name: 'spawner', state: 'warning', text, next: 'Start teatree again when you have the time' };
}

const RECENT_MS = 7 * 24 * 3_600_000;

function hangs(dataFolder: string): Diagnosis {
  const recent = readHangs(hangsFile(dataFolder)).filter(({ at }) => Date.now() - Date.parse(at) < RECENT_MS);
  const last = recent.at(-1);
  if (!last) return { name: 'hangs', state: 'ok', text: 'The app has not hung in the last 7 days' };
  const text = `Hung ${String(recent.length)} times in the last 7 days, last at ${last.at}: ${last.why}`;
  return {
    name: 'hangs',
    state: 'warning',
    text,
    next: 'Look at what the threads did at that time',
  };
}

async function remote(repo: {
  readonly name: string;
  readonly path: string;
  readonly remote: Repo['remote'];
  readonly defaultBranch: string;
}): Promise<Diagnosis> {
  const name = `repo ${repo.name}`;
  const branch = await readRemoteBranch(repo.path, { remote: repo.remote, branch: repo.defaultBranch });
  if (!branch.ok) {
    const { message, next = 'Look into the clone, or add the repo again' } = branch.error;
    return { name, state: 'error', text: message, next };
  }
  if (branch.value.kind === 'unreachable') {
    const next = 'Look whether the network and your login there work, then look again';
    return { name, state: 'unknown', text: branch.value.reason, next };
  }
  if (branch.value.kind !== 'known')
    return { name, state: 'error', text: `The remote has no branch ${repo.defaultBranch}`, next: 'Add the repo again' };
  return { name, state: 'ok', text: `${repo.remote.name}/${repo.defaultBranch} answers` };
}
