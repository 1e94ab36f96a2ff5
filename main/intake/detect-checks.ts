import type { CheckSpec, RepoConfig } from '../../core/model/repo.ts';
import type { Result } from '../../core/result.ts';
import { ok } from '../../core/result.ts';
import type { Detected } from './detected.ts';
import { detectNode } from './detect-node.ts';
import { detectPython } from './detect-python.ts';
import type { TreeReader } from './tree-reader.ts';

export type DetectedConfig = { readonly packageManager: string | undefined; readonly config: RepoConfig };

/** Finds the checks a repo has already, by its files. Nothing is run. The first of a name wins: the rest wrap it. */
export async function detectChecks(read: TreeReader): Promise<Result<DetectedConfig>> {
  const found: Detected[] = [];
  for (const detect of [detectNode, detectPython, detectGo, detectCargo, detectMake, detectHooks]) {
    const detected = await detect(read);
    if (!detected.ok) return detected;
    found.push(detected.value);
  }
  const checks = new Map<string, CheckSpec>();
  for (const [name, command] of found.flatMap((each) => each.checks))
    if (!checks.has(name)) checks.set(name, { name, command, timeoutSeconds: 600 });
  const setups = found.flatMap((each) => each.setup ?? []);
  return ok({
    packageManager: found.find((each) => each.packageManager !== undefined)?.packageManager,
    config: {
      ...(setups.length > 0 && { setup: setups.join(' && ') }),
      checks: [...checks.values()],
    },
  });
}

const nothing = ok<Detected>({ checks: [] });

async function detectGo(read: TreeReader): Promise<Result<Detected>> {
  const go = await read('go.mod');
  if (!go.ok) return go;
  if (go.value === undefined) return nothing;
  const checks = [
    ['go vet', 'go vet ./...'],
    ['go test', 'go test ./...'],
  ] as const;
  return ok({ packageManager: 'go', checks });
}

async function detectCargo(read: TreeReader): Promise<Result<Detected>> {
  const cargo = await read('Cargo.toml');
  if (!cargo.ok) return cargo;
  if (cargo.value === undefined) return nothing;
  const checks = [
    ['cargo clippy', 'cargo clippy --all-targets -- -D warnings'],
    ['cargo test', 'cargo test'],
  ] as const;
  return ok({ packageManager: 'cargo', checks });
}

const MAKE_TARGETS = ['lint', 'check', 'test'] as const;

async function detectMake(read: TreeReader): Promise<Result<Detected>> {
  // The order in which GNU make itself looks.
  for (const file of ['GNUmakefile', 'makefile', 'Makefile']) {
    const text = await read(file);
    if (!text.ok) return text;
    if (text.value === undefined) continue;
    const targets = MAKE_TARGETS.filter((name) => new RegExp(`^${name}\\s*::?(?!=)`, 'm').test(text.value ?? ''));
    return ok({ checks: targets.map((name) => [name, `make ${name}`] as const) });
  }
  return nothing;
}

async function detectHooks(read: TreeReader): Promise<Result<Detected>> {
  const hooks = await read('.pre-commit-config.yaml');
  if (!hooks.ok) return hooks;
  if (hooks.value === undefined) return nothing;
  // prek reads the same file and is the faster of the two; which is there is known when the check runs.
  const command = '$(command -v prek || command -v pre-commit || echo pre-commit) run --all-files';
  return ok({ checks: [['hooks', command]] });
}
