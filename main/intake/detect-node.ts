import { z } from 'zod';
import { parseJson } from '../../core/parse-json.ts';
import type { Result } from '../../core/result.ts';
import { ok } from '../../core/result.ts';
import type { Detected } from './detected.ts';
import type { TreeReader } from './tree-reader.ts';

/** The parts of a package.json that matter here; anything else in it, and anything odd, is left alone. */
const Manifest = z.object({
  scripts: z.record(z.string(), z.unknown()).catch({}),
  dependencies: z.record(z.string(), z.unknown()).catch({}),
  devDependencies: z.record(z.string(), z.unknown()).catch({}),
  packageManager: z.string().optional().catch(undefined),
});
type Manifest = z.infer<typeof Manifest>;

type PackageManager = { readonly name: string; readonly install: string; readonly run: string };

const managers = {
  npm: { name: 'npm', install: 'npm ci', run: 'npm run' },
  pnpm: { name: 'pnpm', install: 'pnpm install --frozen-lockfile', run: 'pnpm run' },
  yarn: { name: 'yarn', install: 'yarn install --immutable', run: 'yarn run' },
  yarn1: { name: 'yarn', install: 'yarn install --frozen-lockfile', run: 'yarn run' },
  bun: { name: 'bun', install: 'bun install --frozen-lockfile', run: 'bun run' },
} as const satisfies Record<string, PackageManager>;

const LOCKFILES = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['yarn.lock', 'yarn'],
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
] as const;

const SCRIPTS = ['lint', 'typecheck', 'check', 'test'];

export async function detectNode(read: TreeReader): Promise<Result<Detected>> {
  const text = await read('package.json');
  if (!text.ok) return text;
  const manifest = text.value === undefined ? undefined : parseManifest(text.value);
  if (!manifest) return ok({ checks: [] });
  const lock = await findLock(read, declared(manifest));
  if (!lock.ok) return lock;
  const manager = lock.value?.manager ?? managers[declared(manifest) ?? 'npm'];
  const locked = lock.value !== undefined && needsInstall(manifest);
  return ok({
    packageManager: manager.name,
    setup: locked ? manager.install : undefined,
    checks: SCRIPTS.filter((name) => isReal(manifest.scripts[name])).map((name) => [name, `${manager.run} ${name}`]),
  });
}

function parseManifest(text: string): Manifest | undefined {
  return Manifest.safeParse(parseJson(text)).data;
}

/** From corepack's field, such as `pnpm@9.1.0`. */
function declared(manifest: Manifest): 'npm' | 'pnpm' | 'yarn' | 'bun' | undefined {
  const name = manifest.packageManager?.split('@')[0];
  return name === 'npm' || name === 'pnpm' || name === 'yarn' || name === 'bun' ? name : undefined;
}

type Lock = { readonly manager: PackageManager };

/** With several lockfiles the one of the declared manager counts. */
async function findLock(read: TreeReader, wanted: string | undefined): Promise<Result<Lock | undefined>> {
  for (const [file, name] of LOCKFILES) {
    if (wanted !== undefined && name !== wanted) continue;
    const text = await read(file);
    if (!text.ok) return text;
    if (text.value === undefined) continue;
    const classic = name === 'yarn' && text.value.includes('# yarn lockfile v1');
    return ok({ manager: managers[classic ? 'yarn1' : name] });
  }
  return ok(undefined);
}

function needsInstall({ dependencies, devDependencies }: Manifest): boolean {
  return Object.keys({ ...dependencies, ...devDependencies }).length > 0;
}

/** `npm init` writes a test script that only says there is none. */
function isReal(script: unknown): boolean {
  return typeof script === 'string' && script.trim() !== '' && !script.includes('no test specified');
}
