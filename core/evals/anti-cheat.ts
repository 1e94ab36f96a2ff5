/** One path that differs between two commits, as git tells it with its mode. */
export type Touched = {
  readonly path: string;
  /** Of a rename or copy. */
  readonly oldPath?: string | undefined;
  /** What it is now or was before; `file` where nothing is said. */
  readonly kind?: 'file' | 'link' | 'submodule';
  /** Where a link leads; unknown is not trusted. */
  readonly target?: string | undefined;
};

export type Tampering = { readonly path: string; readonly reason: string };

/**
 * What a change that has to make a red eval green may not touch, or it could change the judge instead of the behaviour:
 * scenarios with their recordings, baselines and quarantine, the grader with all it imports, policies, and how evals are
 * run. Empty for an honest change. Case and the forms of Unicode do not tell paths apart: some disks do not either.
 */
export function tampering(touched: readonly Touched[]): readonly Tampering[] {
  return touched.flatMap((each) => {
    const reason = reasonAgainst(each);
    return reason === undefined ? [] : [{ path: each.path, reason }];
  });
}

function reasonAgainst({ path, oldPath, kind = 'file', target }: Touched): string | undefined {
  const places = [path, ...(oldPath === undefined ? [] : [oldPath])].map(plain);
  const guarded = places.map(guardOf).find((each) => each !== undefined);
  if (guarded !== undefined) return guarded;
  if (kind === 'submodule' || places.some((each) => each === '.gitmodules'))
    return 'What a submodule brings cannot be seen in the change';
  return kind === 'link' ? linkReason(plain(path), target) : undefined;
}

/** A link that leads to what is guarded, above it, or out of sight can put something else in its place. */
function linkReason(path: string, target: string | undefined): string | undefined {
  if (target === undefined || target.startsWith('/') || target.includes('\\')) return 'A link that leads out of sight';
  const end = plain(resolved([...path.split('/').slice(0, -1), ...target.split('/')]));
  if (end.startsWith('..')) return 'A link that leads out of the repo';
  const guarded = guardOf(end);
  if (guarded !== undefined) return `A link to this: ${guarded}`;
  return holdsGuarded(end) ? 'A link to a folder that holds what is guarded' : undefined;
}

function resolved(parts: readonly string[]): string {
  const done: string[] = [];
  for (const part of parts) {
    if (part === '' || part === '.') continue;
    if (part === '..' && done.length > 0 && done.at(-1) !== '..') done.pop();
    else done.push(part);
  }
  return done.join('/');
}

/** Folders of any repo, by name at any depth, and what is guarded there. */
const folders: Readonly<Record<string, string>> = {
  evals: 'Scenarios, recordings, baselines and the grader are the judge, not the judged',
  '.teatree': 'Policies and scenarios of a repo are the judge, not the judged',
};

/** By the start of the path. Together they hold all that grading imports; a test keeps that so. */
const prefixes: Readonly<Record<string, string>> = {
  ...{
    '.teatree.yaml': 'The checks of the repo',
    '.github/': 'How evals are run',
    '.gitattributes': 'How files are read',
  },
  ...{ 'core/gates/': 'The gates', 'core/secrets/': 'The gates', 'main/gates/': 'The gates' },
  ...{ 'core/brief/quote.ts': 'What a judge reads', 'core/views/text/visible.ts': 'What a judge reads' },
  ...{ 'core/model/action.ts': 'The grader', 'core/result.ts': 'The grader', 'core/parse-json.ts': 'The grader' },
  ...{ 'core/placed-problem.ts': 'The grader', 'main/files/': 'The grader', 'main/yaml/': 'The grader' },
  ...{ 'main/cli/commands/eval/': 'How evals are run', 'scripts/': 'How evals are run' },
  ...{ 'package.json': 'How evals are run', 'package-lock.json': 'What the grader is made of' },
};

function guardOf(path: string): string | undefined {
  const parts = path.split('/');
  const folder = Object.keys(folders).find((name) => parts.includes(name));
  if (folder !== undefined) return folders[folder];
  const prefix = Object.keys(prefixes).find((each) => (each.endsWith('/') ? `${path}/` : path).startsWith(each));
  return prefix === undefined ? undefined : prefixes[prefix];
}

/** Where guarded folders lie: a link in the place of one of these moves all of them. */
const holders = ['', 'skills', '.agents', '.agents/skills', '.claude', '.claude/skills'];

function holdsGuarded(path: string): boolean {
  return (
    holders.includes(path) ||
    /^(\.agents\/|\.claude\/)?skills\/[^/]+$/.test(path) ||
    Object.keys(prefixes).some((prefix) => prefix.startsWith(`${path}/`))
  );
}

/** As a disk that ignores case and Unicode forms sees it; characters that are not seen are left out. */
function plain(path: string): string {
  return path
    .normalize('NFKC')
    .replace(/[\p{Default_Ignorable_Code_Point}\p{Cc}]/gu, '')
    .toLowerCase()
    .normalize('NFC');
}
