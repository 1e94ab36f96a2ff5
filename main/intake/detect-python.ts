import type { Result } from '../../core/result.ts';
import { ok } from '../../core/result.ts';
import type { Detected } from './detected.ts';
import type { TreeReader } from './tree-reader.ts';

const TOOLS = [
  ['ruff', 'ruff check .'],
  ['mypy', 'mypy .'],
  ['pytest', 'pytest'],
] as const;

const LOCKFILES = [
  ['uv.lock', 'uv', 'uv sync --frozen'],
  ['poetry.lock', 'poetry', 'poetry install --no-interaction'],
] as const;

/** A tool counts when pyproject.toml configures it or depends on it. */
export async function detectPython(read: TreeReader): Promise<Result<Detected>> {
  const text = await read('pyproject.toml');
  if (!text.ok) return text;
  if (text.value === undefined) return ok({ checks: [] });
  const project = text.value.replace(/^\s*#.*$/gm, '');
  const tools = TOOLS.filter(([tool]) => new RegExp(`(^\\[tool\\.${tool}\\b|["']?\\b${tool}\\b)`, 'm').test(project));
  for (const [file, manager, setup] of LOCKFILES) {
    const lock = await read(file);
    if (!lock.ok) return lock;
    if (lock.value === undefined) continue;
    const checks = tools.map(([tool, command]) => [tool, `${manager} run ${command}`] as const);
    return ok({ packageManager: manager, setup, checks });
  }
  return ok({ checks: tools });
}
