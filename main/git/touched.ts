import type { Touched } from '../../core/evals/anti-cheat.ts';
import type { CommitId } from '../../core/ids.ts';
import { ok } from '../../core/result.ts';
import type { Result } from '../../core/result.ts';
import { gitText } from './hardening/git.ts';

type Range = { readonly from: CommitId; readonly to: CommitId };

/** Every path that differs between two commits, with what it is and where a link leads. */
export async function touchedBetween(repo: string, { from, to }: Range): Promise<Result<readonly Touched[]>> {
  const raw = await gitText(repo, ['diff-tree', '-r', '-z', '--raw', '--no-abbrev', '--find-renames', from, to]);
  if (!raw.ok) return raw;
  const touched: Touched[] = [];
  for (const { link, ...each } of parse(raw.value)) {
    const target = link === undefined ? undefined : await gitText(repo, ['cat-file', 'blob', link]);
    touched.push({ ...each, ...(target?.ok && { target: target.value }) });
  }
  return ok(touched);
}

type Parsed = Touched & { readonly link?: string };

/** Format: git-diff-tree(1), "RAW OUTPUT FORMAT" with `-z`. */
function parse(output: string): readonly Parsed[] {
  const fields = output.split('\0');
  const parsed: Parsed[] = [];
  for (let record = fields.shift(); record?.startsWith(':'); record = fields.shift()) {
    const [before = '', after = '', , now = '', status = ''] = record.slice(1).split(' ');
    const oldPath = /^[RC]/.test(status) ? fields.shift() : undefined;
    const path = fields.shift() ?? '';
    const kind = kindOf(before, after);
    const link = kind === 'link' && !/^0*$/.test(now) ? { link: now } : {};
    parsed.push({ path, kind, ...(oldPath !== undefined && { oldPath }), ...link });
  }
  return parsed;
}

function kindOf(...modes: readonly string[]): NonNullable<Touched['kind']> {
  if (modes.includes('160000')) return 'submodule';
  return modes.includes('120000') ? 'link' : 'file';
}
