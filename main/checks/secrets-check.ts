import { addedText } from '../../core/secrets/added-text.ts';
import type { AddedText } from '../../core/secrets/added-text.ts';
import { maskSecrets, redactSecrets } from '../../core/secrets/redact.ts';
import { scanSecrets } from '../../core/secrets/scan.ts';
import type { CheckEnd, CheckOutcome, PlannedCheck } from '../../core/model/check.ts';
import { ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import { mergeBase, revParse } from '../git/ancestry.ts';
import { addedPatches } from '../git/diff.ts';
import { failureFingerprint } from './fingerprint.ts';
import { scanWithGitleaks } from './gitleaks.ts';
import type { GitleaksScan } from './gitleaks.ts';
import type { HookScan } from './prek.ts';
import type { CheckRepo } from './run-checks.ts';

const mostShown = 40;
const remedy = `Take them out of the commits themselves (amend, or rebase): what stands in the history is pushed as well.
If one of them was real, revoke it.`;

/** Every repo has this check, whatever else it has; a check of its own by that name keeps the name. */
export function plannedSecretsCheck({ id, config }: CheckRepo): PlannedCheck {
  const taken = config.checks?.some(({ name }) => name === 'secrets') ?? false;
  const name = taken ? 'secrets (built in)' : 'secrets';
  return { repo: id, name, command: 'no secret in what the commits add', builtIn: true };
}

/**
 * Looks for secrets in what the change set adds to the protected branch: in its net difference, in each commit and its
 * message, and in the branch's name, since all of them are pushed. Where the person has gitleaks, or hooks of the
 * project that look for secrets, what those find is added. Names the place and the rule, never the secret.
 */
export async function checkForSecrets(
  repo: CheckRepo,
  { gitleaks = scanWithGitleaks, hooks = noHooks }: OtherScanners = {},
): Promise<CheckEnd> {
  const started = performance.now();
  const { outcome, tail } = await lookAt(repo, { gitleaks, hooks });
  return {
    ...{ repo: repo.id, name: plannedSecretsCheck(repo).name, outcome, tail },
    durationMs: Math.round(performance.now() - started),
    fingerprint: failureFingerprint(outcome, tail),
  };
}

type Answer = { readonly outcome: CheckOutcome; readonly tail: string };

type OtherScanners = {
  readonly gitleaks?: TextScanner;
  /** Gets the paths that the commits touch. */
  readonly hooks?: (paths: readonly string[]) => Promise<HookScan>;
};

const noHooks = () => Promise.resolve<HookScan>({ findings: [], notes: [] });

async function lookAt(repo: CheckRepo, { gitleaks, hooks }: Required<OtherScanners>): Promise<Answer> {
  const patches = await patchesOf(repo);
  if (!patches.ok) return { outcome: 'errored', tail: patches.error.message };
  const places = new Map<string, string>(placesInBranch(repo.branch));
  const seen: Seen[] = [];
  const paths = new Set<string>();
  for (const added of addedText(patches.value.text)) {
    for (const { key, place } of placesIn(added, seen)) if (!places.has(key)) places.set(key, place);
    if (added.path !== undefined) paths.add(added.path);
    // Other work of the app goes on between two files.
    await new Promise((resolve) => setImmediate(resolve));
  }
  const other = await lookWith(gitleaks, seen);
  const hooked = await hooks([...paths]);
  for (const [key, place] of [...other.places, ...hooked.findings.map(placeOfHook)])
    if (!places.has(key)) places.set(key, place);
  const note = other.note + hooked.notes.map((each) => `${redactSecrets(each)}\n`).join('');
  if (places.size > 0) return { outcome: 'failed', tail: `${report([...places.values()])}${note}` };
  if (!patches.value.truncated)
    return { outcome: 'passed', tail: `No secret was found in what the commits add\n${note}` };
  return {
    outcome: 'errored',
    tail: 'The change set is too large to be scanned whole; nothing was found in its beginning\n',
  };
}

/** The name of a branch goes to the remote like everything else. */
function placesInBranch(branch: string | undefined): readonly (readonly [key: string, place: string])[] {
  return scanSecrets(branch ?? '').findings.map(({ rule }) => [`branch ${rule}`, `branch name: ${rule}`] as const);
}

type TextScanner = (text: string) => Promise<GitleaksScan>;
/** What was read of one file or message, our own findings masked: another scanner adds what we missed. */
type Seen = { readonly text: string; readonly name: string; readonly when: string; readonly lines: AddedText['lines'] };

/** One run over everything: a scanner takes long to start. */
async function lookWith(scan: TextScanner, seen: readonly Seen[]) {
  const places: [key: string, place: string][] = [];
  const found = await scan(seen.map(({ text }) => text).join('\n'));
  if (found.kind === 'absent') return { places, note: 'gitleaks is not installed; teatree looked by itself\n' };
  if (found.kind === 'failed') return { places, note: `gitleaks could not look: ${redactSecrets(found.why)}\n` };
  let first = 1;
  for (const { lines, name, when } of seen) {
    for (const { line, rule } of found.findings) {
      const at = lines[line - first];
      if (at) places.push([`${name}\n${rule}\n${at.text}`, `${name}:${String(at.line)}: ${rule} (gitleaks)${when}`]);
    }
    first += lines.length;
  }
  return { places, note: 'gitleaks has looked as well\n' };
}

function placeOfHook({ hook, path, line }: HookScan['findings'][number]): readonly [key: string, place: string] {
  if (path === undefined) return [hook, `${hook} failed`];
  const place = `${redactSecrets(path)}${line === undefined ? '' : `:${String(line)}`}: ${hook}`;
  return [place, place];
}

async function patchesOf(repo: CheckRepo): Promise<Result<{ readonly text: string; readonly truncated: boolean }>> {
  const target = await revParse(repo.path, repo.protectedRef);
  if (!target.ok) return target;
  const base = await mergeBase(repo.path, target.value, repo.commit);
  if (!base.ok) return base;
  const range = { base: base.value, target: target.value, commit: repo.commit };
  const patches = await addedPatches(repo.path, range);
  return patches.ok ? ok(patches.value) : patches;
}

/** The key tells the same secret in the same file apart from another one, so that each is told once; it is not kept. */
function placesIn(
  { commit, path, lines }: AddedText,
  seen: Seen[],
): readonly { readonly key: string; readonly place: string }[] {
  const found: { key: string; place: string }[] = [];
  for (let from = 0; from < lines.length;) {
    let to = from;
    for (let size = 0; to < lines.length && size < windowSize; to += 1) size += (lines[to]?.text.length ?? 0) + 1;
    const part = lines.slice(from, to);
    const text = part.map((line) => line.text).join('\n');
    const name = redactSecrets(path ?? 'commit message');
    const when = commit === undefined ? '' : ` (in commit ${commit.slice(0, 10)})`;
    seen.push({ text: maskSecrets(text), name, when, lines: part });
    for (const { rule, start, end, line } of scanSecrets(text, path === undefined ? {} : { file: path }).findings) {
      const where = `${name}:${String(part[line - 1]?.line ?? 0)}`;
      found.push({ key: `${path ?? ''}\n${text.slice(start, end)}`, place: `${where}: ${rule}${when}` });
    }
    from = to;
  }
  return found;
}

const windowSize = 200_000;

function report(places: readonly string[]): string {
  const more = places.length > mostShown ? [`and ${String(places.length - mostShown)} more`] : [];
  return [...places.slice(0, mostShown), ...more, '', remedy, ''].join('\n');
}
