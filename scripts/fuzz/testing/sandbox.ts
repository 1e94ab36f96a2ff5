import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exampleContext, exampleCwd } from '../../../core/gates/example/context.ts';
import { stubs } from './grammar.ts';

/** One program that ran: its name and what it was given. */
export type Ran = readonly string[];

export const hasBash = works('bash', ['-c', 'exit 0']);
/** Only in a namespace of their own are generated programs run. */
export const hasSandbox = hasBash && works('bwrap', ['--ro-bind', '/', '/', '--unshare-all', 'true']);

function works(program: string, args: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}

/** Which of the texts bash calls well-formed, without running any. */
export function wellFormed(texts: readonly string[]): readonly boolean[] {
  return inFolder(texts, (folder) => {
    const script = 'for f in "$@"; do bash -n "$f" 2>/dev/null && echo 1 || echo 0; done';
    const files = texts.map((_, at) => `p${at}`);
    const out = execFileSync('bash', ['-c', script, 'bash', ...files], { cwd: folder, encoding: 'utf8' });
    return out
      .trim()
      .split('\n')
      .map((line) => line === '1');
  });
}

const real = ['bash', 'env', 'nice', 'nohup', 'timeout', 'xargs', 'find', 'cat'];
const stub = '#!/bin/sh\nprintf "%s\\0" "${0##*/}" "$@" END >> "$RAN"\n';

/** Runs each text with bash where nothing but stubs can be started, and answers what was started. */
export function runAll(texts: readonly string[]): readonly (readonly Ran[])[] {
  return inFolder(texts, (folder) => {
    for (const name of ['bin', 'logs', 'work']) mkdirSync(join(folder, name));
    for (const name of stubs) {
      writeFileSync(join(folder, 'bin', name), stub);
      chmodSync(join(folder, 'bin', name), 0o755);
    }
    for (const [at] of texts.entries()) writeFileSync(join(folder, 'logs', `p${at}`), '');
    const script = `cd /fuzz/bin; for t in ${real.join(' ')}; do ln -sf "/usr/bin/$t" "$t"; done; ln -sf /usr/bin/bash sh
      for ((p=0; p<${texts.length}; p++)); do
        rm -rf ${exampleCwd}/* 2>/dev/null; cd ${exampleCwd}; echo in > f0
        RAN=/fuzz/logs/p$p PATH=/fuzz/bin /usr/bin/timeout -s KILL 1 /usr/bin/bash --norc --noprofile /fuzz/p$p </dev/null >/dev/null 2>&1
      done`;
    spawnSync('bwrap', [...namespace(folder), '/usr/bin/bash', '-c', script], {
      stdio: 'ignore',
      env: sandboxEnvironment,
    });
    return texts.map((_, at) => readLog(readFileSync(join(folder, 'logs', `p${at}`), 'utf8')));
  });
}

const sandboxEnvironment = { PATH: '/usr/bin:/bin', HOME: exampleContext.home, USER: 'dev', TMPDIR: '/tmp' };

function namespace(folder: string): readonly string[] {
  const system = ['/usr', '/bin', '/lib', '/lib64', '/etc/alternatives'].flatMap((path) => [
    '--ro-bind-try',
    path,
    path,
  ]);
  const own = ['--bind', folder, '/fuzz', '--bind', join(folder, 'work'), exampleCwd];
  return [
    '--unshare-all',
    '--die-with-parent',
    ...system,
    '--proc',
    '/proc',
    '--dev',
    '/dev',
    '--tmpfs',
    '/tmp',
    ...own,
  ];
}

function readLog(log: string): readonly Ran[] {
  const runs: string[][] = [[]];
  for (const word of log.split('\0').slice(0, -1)) {
    if (word === 'END') runs.push([]);
    else runs.at(-1)?.push(word);
  }
  return runs.filter((words) => words.length > 0);
}

function inFolder<Result>(texts: readonly string[], use: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'shell-fuzz-'));
  try {
    for (const [at, text] of texts.entries()) writeFileSync(join(folder, `p${at}`), `${text}\n`);
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
