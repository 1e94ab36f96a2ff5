import { expect, test } from 'vitest';
import { ok } from '../../core/result.ts';
import { detectChecks } from './detect-checks.ts';

async function detect(files: Readonly<Record<string, string>>) {
  const detected = await detectChecks(async (path) => ok(files[path]));
  if (!detected.ok) throw new Error(detected.error.message);
  const { packageManager, config } = detected.value;
  return {
    packageManager,
    setup: config.setup,
    checks: config.checks?.map(({ name, command }) => `${name}: ${command}`),
  };
}

const scripts = { test: 'node --test', lint: 'eslint .', typecheck: 'tsc', build: 'vite build' };
const manifest = (more: object = {}) => JSON.stringify({ scripts, devDependencies: { eslint: '1' }, ...more });

test.each([
  ['package-lock.json', '{}', 'npm', 'npm ci', 'npm run'],
  ['pnpm-lock.yaml', '', 'pnpm', 'pnpm install --frozen-lockfile', 'pnpm run'],
  ['yarn.lock', '__metadata:', 'yarn', 'yarn install --immutable', 'yarn run'],
  ['yarn.lock', '# yarn lockfile v1', 'yarn', 'yarn install --frozen-lockfile', 'yarn run'],
  ['bun.lock', '', 'bun', 'bun install --frozen-lockfile', 'bun run'],
])('the lockfile %s tells the package manager (%s)', async (...[file, text, packageManager, setup, run]) => {
  expect(await detect({ 'package.json': manifest(), [file]: text })).toEqual({
    ...{ packageManager, setup },
    checks: [`lint: ${run} lint`, `typecheck: ${run} typecheck`, `test: ${run} test`],
  });
});

test('the declared package manager wins over a lockfile of another', async () => {
  const files = { 'package.json': manifest({ packageManager: 'pnpm@9.1.0' }), 'package-lock.json': '{}' };
  expect(await detect(files)).toMatchObject({ packageManager: 'pnpm', setup: undefined });
});

test('nothing is installed without dependencies, and a placeholder is no test', async () => {
  const text = JSON.stringify({ scripts: { test: 'echo "Error: no test specified" && exit 1' } });
  expect(await detect({ 'package.json': text, 'package-lock.json': '{}' })).toEqual({
    ...{ packageManager: 'npm', setup: undefined, checks: [] },
  });
});

test.each(['{', '[]', '{"scripts": 3}'])('a package.json that is odd (%s) is no obstacle', async (text) => {
  expect((await detect({ 'package.json': text })).checks).toEqual([]);
});

test('Python tools count when pyproject.toml names them, and run through the locked manager', async () => {
  const pyproject = '[project]\ndependencies = ["pytest>=8"]\n# mypy is not used\n[tool.ruff]\nline-length = 100\n';
  expect((await detect({ 'pyproject.toml': pyproject })).checks).toEqual(['ruff: ruff check .', 'pytest: pytest']);
  expect(await detect({ 'pyproject.toml': pyproject, 'uv.lock': '' })).toEqual({
    packageManager: 'uv',
    setup: 'uv sync --frozen',
    checks: ['ruff: uv run ruff check .', 'pytest: uv run pytest'],
  });
});

test('Go, Cargo, make and hooks bring their own checks', async () => {
  expect((await detect({ 'go.mod': 'module x' })).checks).toEqual(['go vet: go vet ./...', 'go test: go test ./...']);
  expect((await detect({ 'Cargo.toml': '' })).checks).toHaveLength(2);
  const makefile = 'test := no\nlint: src\n\teslint\ncheck ::\n\ttrue\n.PHONY: test\n';
  expect((await detect({ Makefile: makefile })).checks).toEqual(['lint: make lint', 'check: make check']);
  expect((await detect({ '.pre-commit-config.yaml': '' })).checks?.[0]).toMatch(/^hooks: .*prek.*run --all-files$/);
});

test('a make target of the same name is not run a second time', async () => {
  const files = { 'package.json': manifest(), Makefile: 'test:\n\tnpm test\ncheck: test\n' };
  expect((await detect(files)).checks).toEqual([
    ...['lint: npm run lint', 'typecheck: npm run typecheck', 'test: npm run test', 'check: make check'],
  ]);
});
