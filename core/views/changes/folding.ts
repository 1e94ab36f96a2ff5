import type { FileChange } from '../../model/file-change.ts';
import { fileName } from './file-tree.ts';

/** More changed lines than a person reads through at a glance. */
const manyLines = 1500;

const lockFiles = new Set([
  ...['package-lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'pnpm-lock.yaml', 'bun.lock', 'deno.lock', 'go.sum'],
  ...['Cargo.lock', 'poetry.lock', 'uv.lock', 'pdm.lock', 'Pipfile.lock', 'Gemfile.lock', 'composer.lock', 'mix.lock'],
  ...['pubspec.lock', 'Podfile.lock', 'flake.lock', 'packages.lock.json', 'gradle.lockfile'],
]);
const generated =
  /(\.min\.(js|css)|\.(js|css|mjs)\.map|\.snap|\.pb\.(go|cc|h)|_pb2(_grpc)?\.pyi?|\.g\.dart|\.designer\.cs)$/i;

/**
 * Why a file is folded until somebody wants to see it. By its name and its size alone: what a repo says about its files
 * could hide a change.
 */
export function foldedFor({ path, added = 0, deleted = 0 }: FileChange): 'generated' | 'large' | undefined {
  if (lockFiles.has(fileName(path)) || generated.test(path)) return 'generated';
  return added + deleted > manyLines ? 'large' : undefined;
}
