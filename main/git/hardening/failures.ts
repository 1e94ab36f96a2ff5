import type { Failure } from '../../../core/result.ts';

type Known = { readonly sign: RegExp; readonly code: string; readonly message: string; readonly next?: string };

/** What git says on stderr (LANG=C), most telling first. */
const KNOWN: readonly Known[] = [
  { sign: /not a git repository/i, code: 'not-a-repository', message: 'This folder is not a git repository.' },
  {
    sign: /dubious ownership/,
    code: 'repository-not-owned',
    message: 'The repository belongs to another user, so git refuses to read it.',
    next: 'Change its owner, or add it to safe.directory in your git settings.',
  },
  {
    sign: /cannot use bare repository|must be run in a work tree/,
    code: 'bare-repository',
    message: 'This is a bare repository: it has no working tree.',
    next: 'Use a clone of it.',
  },
  {
    sign: /\.lock': File exists|cannot lock ref|could not lock config/i,
    code: 'repository-locked',
    message: 'Another git program holds a lock in this repository.',
    next: 'Wait for it to end. If none runs, remove the lock file that git names.',
  },
  {
    sign: /failed to read .+commondir: |bad object worktrees\/[^/\s]+\/HEAD/,
    code: 'repository-locked',
    message: 'Another git program is making a worktree in this repository.',
    next: 'Wait for it to end.',
  },
  {
    sign: /couldn't find remote ref/,
    code: 'remote-branch-missing',
    message: 'The remote has no such branch.',
    next: 'Check the branch name.',
  },
  {
    sign: /Authentication failed|could not read (Username|Password)|terminal prompts disabled|Permission denied \(|HTTP Basic: Access denied|returned error: 40[13]/,
    code: 'remote-denied',
    message: 'The remote did not accept your credentials.',
    next: 'Try `git fetch` in a terminal and sign in there.',
  },
  {
    sign: /Could not read from remote|unable to access|Could not resolve host|does not appear to be a git repository|Connection (refused|timed out|reset)|hung up|early EOF|transport '.*' not allowed|unable to find remote helper/i,
    code: 'remote-unreachable',
    message: 'The remote cannot be reached.',
    next: 'Check the network and the address of the remote.',
  },
  {
    sign: /unknown revision|bad revision|Needed a single revision|not a valid object name|not a valid commit|bad object|invalid object name|invalid reference|not a tree object|could not parse|Not a valid ref/i,
    code: 'unknown-revision',
    message: 'The repository has no such commit.',
    next: 'Fetch first.',
  },
  {
    sign: /No space left on device|Out of diskspace/,
    code: 'disk-full',
    message: 'The disk is full.',
    next: 'Make room.',
  },
];

/** The codes under which a remote did not answer; nothing is known about its state then. */
export function isUnreachable(failure: Failure): boolean {
  return ['remote-unreachable', 'remote-denied', 'git-timed-out', 'git-cut-off'].includes(failure.code);
}

/** Turns what git said into a failure. The sentence from git is kept, since it names the file or the host. */
export function failureOf(verb: string, stderr: string): Failure {
  const said = sayings(stderr);
  const known = KNOWN.find(({ sign }) => sign.test(stderr));
  if (!known) return { code: 'git-failed', message: `git ${verb} failed: ${said || 'it gave no reason.'}` };
  const { code, message, next } = known;
  return { code, message: said ? `${message} (git ${verb}: ${said})` : message, ...(next && { next }) };
}

/** The lines that tell the reason, without passwords inside addresses. */
export function sayings(stderr: string): string {
  const lines = stderr
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const telling = lines.filter(
    (line) => /^(fatal|error|remote|ssh|warning: .*refus)/i.test(line) && !/^remote:\s*$/.test(line),
  );
  return redact((telling.length > 0 ? telling : lines.slice(-3)).slice(0, 6).join('; ')).slice(0, 1000);
}

export function redact(text: string): string {
  return text.replace(/(\w+:\/\/)[^/@\s]+@/g, '$1***@');
}
