import { ok } from '../../../../core/result.ts';
import type { HandlersOf } from '../../handler.ts';
import type { Services } from '../../services.ts';

export function issueHandlers({ intake }: Pick<Services, 'intake'>): HandlersOf<'issues'> {
  return { 'issues.read': async ({ url }) => ok(await intake.readIssue(url)) };
}
