import type { RepoId } from '../../ids.ts';
import type { Repo } from '../../model/repo.ts';

/** The page of an issue, or of a change that somebody asks for. `cli`: the program of its forge that can read it. */
export type IssueLink = {
  readonly url: string;
  /** Such as `acme/web`; undefined where a tracker knows no repos. */
  readonly project: string | undefined;
  /** What the address tells without the network: `acme/web#12`, `WEB-12 fix the login`. */
  readonly title: string;
  readonly cli: 'gh' | 'glab' | undefined;
  readonly kind: 'issue' | 'change';
};

/** Without a name and password; what comes after the path is left out. */
const address = /^(https?:\/\/([\w.-]{1,253})(?::\d{1,5})?)(\/[^\s?#\\]{0,1000})(?:[?#]\S{0,1000})?$/i;
const forge = /^\/((?:[\w.-]+\/)+?[\w.-]+?)\/(?:-\/)?(issues|pull|pulls|merge_requests)\/(\d{1,9})(?:\/|$)/;
const tracker = /^\/(?:[\w-]+\/issue|browse)\/([A-Za-z][A-Za-z0-9_]{0,20}-\d{1,9})(?:\/([\w-]{1,120}))?\/?$/;

/** The first line that is nothing but such an address; an issue that is merely mentioned is not the work. */
export function issueLinkIn(text: string): IssueLink | undefined {
  for (const line of text.slice(0, 20_000).split('\n')) {
    const link = linkOf(line.trim());
    if (link) return link;
  }
  return undefined;
}

function linkOf(text: string): IssueLink | undefined {
  const [, origin, hostname = '', pathname = ''] = address.exec(text) ?? [];
  if (origin === undefined) return undefined;
  const url = `${origin.toLowerCase()}${pathname}`;
  const [, project, page, number] = forge.exec(pathname) ?? [];
  if (project !== undefined && page !== undefined) {
    const cli = /^github\.com$/i.test(hostname) ? 'gh' : /(^|\.)gitlab\./i.test(hostname) ? 'glab' : undefined;
    const kind = page === 'issues' ? 'issue' : 'change';
    return { url, project, title: `${project}#${number ?? ''}`, cli, kind };
  }
  const [, key, slug] = tracker.exec(pathname) ?? [];
  if (key === undefined) return undefined;
  const words = slug === undefined ? '' : ` ${slug.replaceAll('-', ' ')}`;
  return { url, project: undefined, title: `${key.toUpperCase()}${words}`, cli: undefined, kind: 'issue' };
}

/** The registered repo that an issue is about, by the address of its remote. */
export function repoOf({ project }: IssueLink, repos: readonly Repo[]): RepoId | undefined {
  if (project === undefined) return undefined;
  const end = new RegExp(`[/:]${project.replaceAll('.', '\\.')}(\\.git)?/?$`, 'i');
  return repos.find(({ remote }) => end.test(remote.url))?.id;
}
