import { randomUUID } from 'node:crypto';
import { fail, ok, type Failure, type Result } from '../../../core/result.ts';
import { redact } from './failures.ts';
import { settingsOf } from './git.ts';
import { belongsToRepository, type ScopedSetting, type Setting } from './settings.ts';

/** A remote as it was registered. Without a name it is an address alone, which no setting of a clone can be about. */
export type RemoteAddress = { readonly name?: string | undefined; readonly url: string };

export type Way = 'fetch' | 'push';

/** What git is given for a remote: a name made up for this call, and the setting that leads from it to the address. */
export type Addressed = { readonly remote: string; readonly settings: readonly Setting[] };

/**
 * The registered address of a remote, for one call. The clone's own settings have no say in where it leads: git sees
 * a name that nobody could have written a rule for. Rules in the person's settings (`url.….insteadOf`) count.
 * Failure remote-changed: the clone leads elsewhere than was registered, so nobody knows what the person wants.
 */
export async function addressOf(repo: string, remote: RemoteAddress, way: Way): Promise<Result<Addressed>> {
  const known = await settingsOf(repo);
  if (!known.ok) return known;
  const strayed = remote.name === undefined ? undefined : strayedFrom(known.value, remote.name, remote.url);
  if (strayed !== undefined) return fail(changed(repo, strayed));
  const own = known.value.filter((setting) => !belongsToRepository(setting));
  const address = rewritten(own, remote.url, way);
  const madeUp = `teatree-${randomUUID()}:`;
  return ok({ remote: madeUp, settings: [[`url.${address}.insteadOf`, madeUp]] });
}

/** Says in words how the clone's settings lead elsewhere than to the registered address; undefined: they do not. */
function strayedFrom(settings: readonly ScopedSetting[], name: string, url: string): string | undefined {
  const values = (key: string) => settings.filter((each) => each.key === key).map(({ value }) => value);
  const urls = values(`remote.${name}.url`);
  const pushUrls = values(`remote.${name}.pushurl`);
  const own = settings.filter((setting) => !belongsToRepository(setting));
  const fetched = urls.map((each) => rewritten(settings, each, 'fetch'));
  if (!same(fetched, [url])) return `fetches from ${listed(fetched)}, registered was ${redact(url)}`;
  const pushed =
    pushUrls.length > 0
      ? pushUrls.map((each) => rewritten(settings, each, 'fetch'))
      : urls.map((each) => rewritten(settings, each, 'push'));
  const expected = urls.map((each) => rewritten(own, each, 'push'));
  if (!same(pushed, expected) && !same(pushed, [url]))
    return `pushes to ${listed(pushed)}, registered was ${redact(url)}`;
  const tampered = settings.find((each) => belongsToRepository(each) && TRANSPORT.test(each.key));
  return tampered && `changes how remotes are reached (${tampered.key})`;
}

/** What would let somebody else answer in the remote's place, and get the person's credentials. */
const TRANSPORT = /^http\.(.+\.)?(sslverify|sslcainfo|sslcapath|proxy|proxysslcainfo|schannelcheckrevoke)$/;

/** As git does it: the rule with the longest fitting beginning, the first of equals. Rules for pushes go first. */
function rewritten(settings: readonly ScopedSetting[], url: string, way: Way): string {
  const rules = settings.flatMap(({ key, value }) => {
    const [, base, kind] = /^url\.(.*)\.(insteadof|pushinsteadof)$/s.exec(key) ?? [];
    return base === undefined ? [] : [{ base, kind, beginning: value }];
  });
  const apply = (kind: string) => {
    const fitting = rules.filter((rule) => rule.kind === kind && url.startsWith(rule.beginning));
    const [best, ...others] = fitting;
    const longest = others.reduce(
      (found, each) => (found && each.beginning.length <= found.beginning.length ? found : each),
      best,
    );
    return longest && longest.base + url.slice(longest.beginning.length);
  };
  return (way === 'push' ? apply('pushinsteadof') : undefined) ?? apply('insteadof') ?? url;
}

function same(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((each, at) => each === right[at]);
}

function listed(urls: readonly string[]): string {
  return urls.length === 0 ? 'nowhere' : urls.map(redact).join(' and ');
}

function changed(repo: string, strayed: string): Failure {
  return {
    code: 'remote-changed',
    message: `The clone ${repo} ${strayed}`,
    next: 'If that is what you want, remove the repo from teatree and add it again; otherwise look into its .git/config',
  };
}
