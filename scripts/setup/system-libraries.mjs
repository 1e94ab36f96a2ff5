/** What Electron and the tests need from the operating system: shared libraries, git, and a virtual display if asked. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { capture } from './command.mjs';
import { SetupFailure } from './progress.mjs';

/** Debian's packages; where a name changed between releases, the alternatives in order of preference. */
const LIBRARIES = [
  ['libgtk-3-0t64', 'libgtk-3-0'],
  ['libasound2t64', 'libasound2'],
  ['libatspi2.0-0t64', 'libatspi2.0-0'],
  ...['libnss3', 'libgbm1', 'libxss1', 'libxtst6', 'libdrm2', 'libnotify4', 'libsecret-1-0', 'procps'].map((name) => [
    name,
  ]),
];
const DISPLAY = [
  ['xvfb'],
  ['xauth'],
  ['dbus'],
  ['dbus-daemon', 'dbus'],
  ['fonts-liberation2', 'fonts-liberation'],
  ['fonts-noto-color-emoji'],
];
const GIT = [['git']];
/** Holds agents back beneath the gate. Nothing fails without it, so it comes along when something else is installed. */
const BACKSTOP = [['bubblewrap']];

/**
 * What a command needs.
 * @typedef {{ executable?: string, display?: boolean }} Needs `executable`: the Electron whose libraries must be there;
 *   `display`: the programs of the virtual display too
 */

/**
 * @param {Needs} needs
 * @returns {Promise<{ missing: string[], packages: string[][] }>} what is missing, and the Debian packages that bring it
 */
export async function findMissing({ executable, display = false }) {
  const git = missingPrograms(['git']);
  const libraries = executable ? await missingLibraries(executable) : [];
  const programs = display ? missingPrograms(['Xvfb', 'dbus-daemon']) : [];
  return {
    missing: [...git, ...libraries, ...programs],
    packages: [...(git.length ? GIT : []), ...(libraries.length ? LIBRARIES : []), ...(programs.length ? DISPLAY : [])],
  };
}

/**
 * Installs Debian packages as root or through a sudo that asks nothing; otherwise says the command to type.
 * @param {Needs} needs
 */
export async function installMissing(needs) {
  const { missing, packages } = await findMissing(needs);
  if (!findProgram('apt-get')) throw withoutApt(missing);
  const prefix = await rootPrefix();
  if (prefix) await apt(prefix, ['update']);
  const wanted = [...packages, ...(findProgram('bwrap') ? [] : BACKSTOP)];
  const names = await Promise.all(wanted.map(availableName));
  const command = ['install', '-y', '--no-install-recommends', ...names];
  if (!prefix)
    throw new SetupFailure(
      `These are missing: ${missing.join(', ')}`,
      `run this command, then try again:\n    sudo apt-get update && sudo apt-get ${command.join(' ')}`,
    );
  const { code, output } = await apt(prefix, command);
  const left = (await findMissing(needs)).missing;
  if (left.length === 0) return `installed ${names.length} system packages`;
  const remedy = `run "apt-get update" and "apt-get ${command.join(' ')}" as root and see what they say`;
  throw new SetupFailure(`apt-get ended with ${code}; still missing: ${left.join(', ')}`, remedy, { output });
}

/** @param {string} executable @returns {Promise<string[]>} */
async function missingLibraries(executable) {
  if (process.platform !== 'linux') return [];
  const { stdout } = await capture('ldd', [executable]);
  return librariesNotFound(stdout);
}

/** @param {string} ldd what ldd printed */
export function librariesNotFound(ldd) {
  return [...ldd.matchAll(/^\s*(\S+) => not found/gm)].map(([, name]) => name);
}

/** @param {readonly string[]} names */
function missingPrograms(names) {
  return names.filter((name) => !findProgram(name));
}

/** @param {string} name */
function findProgram(name) {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  return (process.env.PATH ?? '').split(delimiter).some((folder) => folder && existsSync(join(folder, file)));
}

/** The command that makes us root; undefined when there is none. @returns {Promise<string[] | undefined>} */
async function rootPrefix() {
  if (process.getuid?.() === 0) return [];
  return (await capture('sudo', ['-n', 'true'])).code === 0 ? ['sudo', '-n'] : undefined;
}

/** @param {readonly string[]} prefix @param {readonly string[]} args */
function apt(prefix, args) {
  const options = ['-q', '-o', 'DPkg::Lock::Timeout=120', '-o', 'Acquire::Retries=3'];
  const [file, ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...options, ...args];
  return capture(file, rest);
}

/** The first of a package's names that this release has. @param {readonly string[]} names */
async function availableName(names) {
  for (const name of names.slice(0, -1)) {
    const { stdout } = await capture('apt-cache', ['pkgnames', name]);
    if (stdout.split('\n').includes(name)) return name;
  }
  return names[names.length - 1];
}

/** @param {readonly string[]} missing */
function withoutApt(missing) {
  const list = missing.join(', ');
  if (missing.length === 1 && missing[0] === 'git') {
    return new SetupFailure(
      'git is missing',
      'install it from https://git-scm.com (macOS: "xcode-select --install") and try again',
    );
  }
  return new SetupFailure(
    `These are missing: ${list}`,
    'install them with the package manager of this system and try again',
  );
}
