import { execFileSync } from 'node:child_process';
import { dirname, delimiter, join } from 'node:path';
import { findClaude } from '../../../main/harness/claude/launch/detect.ts';

type Listed = { readonly name: string; readonly command?: string };

/** The pinned Claude Code of `npm run harnesses`, put before the person's own on the PATH; undefined when there is none. */
export function pinnedClaude(): string | undefined {
  const list = execFileSync(process.execPath, [join('scripts', 'harnesses.mjs')], { encoding: 'utf8' });
  const pinned = (JSON.parse(list) as readonly Listed[]).find(({ name }) => name === 'claude')?.command;
  if (pinned !== undefined) process.env['PATH'] = [dirname(pinned), process.env['PATH']].join(delimiter);
  return findClaude(undefined);
}
