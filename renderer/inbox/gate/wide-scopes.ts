import { useEffect, useState } from 'react';
import type { AskId } from '../../../core/ids.ts';
import type { Ask } from '../../../core/model/ask.ts';
import type { RulePreview } from '../../../core/model/gate.ts';
import type { Result } from '../../../core/result.ts';
import { bridge } from '../../bridge.ts';

/** Answers that write a rule. */
export type WideScope = 'repo' | 'always';

type Offers = Readonly<Partial<Record<WideScope, Result<RulePreview>>>>;

/** A person who walks through the inbox does not want to know about every card passed on the way. */
const settledMs = 200;
const none: Offers = {};

/** What main says about both wide answers of the card that has the keyboard; nothing while it is not known. */
export function useWideScopes(ask: Ask | undefined): Offers {
  const id = ask?.id;
  const [known, setKnown] = useState<{ readonly ask: AskId; readonly offers: Offers }>();
  useEffect(() => {
    if (id === undefined) return undefined;
    let wanted = true;
    const timer = window.setTimeout(() => {
      void Promise.all((['repo', 'always'] as const).map((scope) => preview(id, scope))).then(([repo, always]) => {
        if (wanted && repo && always) setKnown({ ask: id, offers: { repo, always } });
      });
    }, settledMs);
    return () => {
      wanted = false;
      window.clearTimeout(timer);
    };
  }, [id]);
  return known && known.ask === id ? known.offers : none;
}

async function preview(ask: AskId, scope: WideScope): Promise<Result<RulePreview>> {
  return bridge().call('gate.previewRule', { ask, scope });
}

/** The reason why there is no such answer; undefined where there is one or nothing is known. */
export function whyNot(offer: Result<RulePreview> | undefined): string | undefined {
  if (!offer) return undefined;
  if (!offer.ok) return offer.error.message;
  return offer.value.offered ? undefined : offer.value.reason;
}
