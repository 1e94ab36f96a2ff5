import type { HarnessInfo } from '../../core/contract.ts';
import type { Harness } from './harness.ts';

/** Looking again costs a few file reads, so a new installation is found soon. */
const FRESH_MS = 60_000;

/** What can be chosen, as far as it is known before it runs. Looked up once a minute, or when told to. */
export function harnessLister(harnesses: readonly Harness[], now: () => number) {
  let listed: { readonly at: number; readonly infos: Promise<readonly HarnessInfo[]> } | undefined;
  return (refresh = false): Promise<readonly HarnessInfo[]> => {
    const at = now();
    if (listed === undefined || refresh || at - listed.at > FRESH_MS)
      listed = { at, infos: Promise.all(harnesses.map(infoOf)) };
    return listed.infos;
  };
}

async function infoOf({ id, title, traits, detect }: Harness): Promise<HarnessInfo> {
  return { id, title, ...traits, ...(await detect()) };
}
