import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { parseJson } from '../../core/parse-json.ts';
import { cleanEnvironment } from '../process/environment.ts';
import type { Environment } from '../process/environment.ts';
import { run } from '../process/run.ts';

/** `line` is 1-based. The report is asked for without the secrets themselves. */
export type GitleaksFinding = { readonly line: number; readonly rule: string };

/** `absent`: the person has no gitleaks. `failed`: it has, and it could not look. Neither is an error of the commits. */
export type GitleaksScan =
  | { readonly kind: 'absent' }
  | { readonly kind: 'failed'; readonly why: string }
  | { readonly kind: 'looked'; readonly findings: readonly GitleaksFinding[] };

const timeoutMs = 120_000;
const maxOutput = 8 * 1024 * 1024;
/** The fields of gitleaks 8's JSON report that count here. */
const Report = z.array(z.object({ RuleID: z.string().max(200), StartLine: z.number().int().min(0) })).nullable();

/**
 * One look of the person's own gitleaks at all of the text. It runs in an empty folder with our environment, so that no
 * configuration, ignore list or `gitleaks:allow` of a repository decides what it may find.
 */
export async function scanWithGitleaks(text: string, env: Environment = cleanEnvironment()): Promise<GitleaksScan> {
  const folder = await mkdtemp(join(tmpdir(), 'teatree-gitleaks-'));
  try {
    return await scanIn(folder, text, env);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function scanIn(folder: string, text: string, env: Environment): Promise<GitleaksScan> {
  const result = await run({
    file: 'gitleaks',
    args: [
      ...['stdin', '--no-banner', '--no-color', '--log-level', 'error', '--redact=100', '--ignore-gitleaks-allow'],
      ...['--exit-code', '0', '--report-format', 'json', '--report-path', '-'],
    ],
    cwd: folder,
    env,
    input: text,
    timeoutMs,
    maxOutput,
    killLeftovers: true,
  });
  if (!result.ok && result.error.code === 'program-missing') return { kind: 'absent' };
  if (!result.ok) return { kind: 'failed', why: result.error.message };
  const { exitCode, stdout, timedOut, truncated } = result.value;
  if (timedOut) return { kind: 'failed', why: `it took more than ${String(timeoutMs / 1000)} s` };
  if (exitCode !== 0 || truncated) return { kind: 'failed', why: `it ended with exit code ${String(exitCode)}` };
  return readReport(stdout);
}

function readReport(stdout: string): GitleaksScan {
  const start = stdout.indexOf('[');
  const parsed = Report.safeParse(start < 0 ? null : parseJson(stdout.slice(start)));
  if (!parsed.success) return { kind: 'failed', why: 'its report is not in the form of gitleaks 8' };
  const findings = (parsed.data ?? []).map(({ RuleID, StartLine }) => ({ line: StartLine, rule: RuleID }));
  return { kind: 'looked', findings };
}
