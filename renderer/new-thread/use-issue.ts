import { useEffect, useState } from 'react';
import type { IssueRead } from '../../core/contract/thread/issue-methods.ts';
import { issueLinkIn } from '../../core/views/new-thread/issue-link.ts';
import type { IssueLink } from '../../core/views/new-thread/issue-link.ts';
import { bridge } from '../bridge.ts';

/** Half an address is another issue's. */
const settledAfterMs = 400;

/** `read` is undefined while it is being read. */
export type PastedIssue = { readonly link: IssueLink; readonly read: IssueRead | undefined };

/** The issue whose address stands in the goal on a line of its own. */
export function usePastedIssue(goal: string): PastedIssue | undefined {
  const link = issueLinkIn(goal);
  const url = link?.url;
  const [known, setKnown] = useState<{ readonly url: string; readonly read: IssueRead }>();
  useEffect(() => {
    if (url === undefined) return undefined;
    let wanted = true;
    const timer = setTimeout(() => {
      void bridge()
        .call('issues.read', { url })
        .then((result) => {
          const read: IssueRead = result.ok ? result.value : { kind: 'link-only', why: result.error.message };
          if (wanted) setKnown({ url, read });
        });
    }, settledAfterMs);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [url]);
  return link && { link, read: known?.url === url ? known?.read : undefined };
}
