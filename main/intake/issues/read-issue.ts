import { homedir } from 'node:os';
import { z } from 'zod';
import { parseJson } from '../../../core/parse-json.ts';
import type { IssueRead } from '../../../core/contract/thread/issue-methods.ts';
import { redactSecrets } from '../../../core/secrets/redact.ts';
import { issueLinkIn } from '../../../core/views/new-thread/issue-link.ts';
import type { IssueLink } from '../../../core/views/new-thread/issue-link.ts';
import { cleanEnvironment } from '../../process/environment.ts';
import { run } from '../../process/run.ts';

const timeoutMs = 15_000;
const maxOutput = 512 * 1024;

/** What `gh … --json title,body` and `glab … --output json` print; GitLab calls the body a description. */
const Printed = z.object({
  title: z.string(),
  body: z.string().nullish(),
  description: z.string().nullish(),
});

/** Asks the person's own `gh` or `glab`, which knows who they are. No token of the environment is handed on. */
export async function readIssue(url: string): Promise<IssueRead> {
  const link = issueLinkIn(url);
  if (!link) return { kind: 'link-only', why: 'This is not the page of an issue' };
  const { cli } = link;
  if (cli === undefined) return { kind: 'link-only', why: 'No program is known that reads this page' };
  const env = cleanEnvironment({ GH_PROMPT_DISABLED: '1', GH_NO_UPDATE_NOTIFIER: '1', NO_PROMPT: '1', NO_COLOR: '1' });
  const ran = await run({
    file: cli,
    args: argsFor(link),
    cwd: homedir(),
    env,
    timeoutMs,
    maxOutput,
    killLeftovers: true,
  });
  if (!ran.ok) return { kind: 'link-only', why: `${cli} is not installed` };
  const { exitCode, timedOut, stdout, stderr } = ran.value;
  if (timedOut) return { kind: 'link-only', why: `${cli} did not answer within ${String(timeoutMs / 1000)} s` };
  const printed = exitCode === 0 ? parse(stdout) : undefined;
  if (!printed) return { kind: 'link-only', why: `${cli} could not read it: ${firstLine(stderr)}` };
  const body = printed.body ?? printed.description ?? '';
  return { kind: 'read', title: redactSecrets(printed.title), body: redactSecrets(body) };
}

function argsFor({ cli, kind, url }: IssueLink): readonly string[] {
  if (cli === 'gh') return [kind === 'issue' ? 'issue' : 'pr', 'view', url, '--json', 'title,body'];
  return [kind === 'issue' ? 'issue' : 'mr', 'view', url, '--output', 'json'];
}

function parse(text: string): z.infer<typeof Printed> | undefined {
  return Printed.safeParse(parseJson(text)).data;
}

function firstLine(text: string): string {
  return redactSecrets(text).trim().split('\n')[0]?.slice(0, 200) || 'it said no more';
}
