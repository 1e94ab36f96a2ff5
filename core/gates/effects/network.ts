import type { ActionEffect, Word } from '../../model/action.ts';
import { isRemote } from './files.ts';
import { notOption, type ReaderContext, type ReaderTable } from './reader.ts';

const byUrl = [
  'curl',
  'wget',
  'wget2',
  'aria2c',
  'http',
  'https',
  'xh',
  'lynx',
  'w3m',
  'links',
  'httpie',
  'youtube-dl',
  'yt-dlp',
];
const byHost = [
  'ssh',
  'telnet',
  'ftp',
  'sftp',
  'nc',
  'ncat',
  'netcat',
  'socat',
  'mosh',
  'dig',
  'nslookup',
  'host',
  'ping',
  'traceroute',
  'whois',
  'nmap',
  'ab',
  'wrk',
];
const byCopy = ['scp', 'rsync'];

/** Programs that talk to other machines. */
export const network: ReaderTable = {
  ...Object.fromEntries(
    byUrl.map((name) => [name, (words: readonly Word[], at: ReaderContext) => reach(words.map(urlHost), words, at)]),
  ),
  ...Object.fromEntries(
    byHost.map((name) => [
      name,
      (words: readonly Word[], at: ReaderContext) => reach(words.filter(notOption).map(plainHost), words, at),
    ]),
  ),
  ...Object.fromEntries(byCopy.map((name) => [name, copyHosts])),
};

function reach(
  hosts: readonly (string | undefined)[],
  words: readonly Word[],
  at: ReaderContext,
): readonly ActionEffect[] {
  const { segment } = at.command;
  if (words.every((word) => /^(--version|-V|--help|-h)$/.test(word.text))) return [];
  const found = hosts.filter((host) => host !== undefined);
  if (found.length === 0) return [{ kind: 'network', host: undefined, segment }];
  return found.map((host) => ({ kind: 'network', host, segment }));
}

function urlHost({ text, known }: Word): string | undefined {
  const url = /^(?:\w+:\/\/)?(?:[^@/\s]*@)?(\[[\da-fA-F:]+\]|[\w-]+(?:\.[\w-]+)*)(?::\d*)?(?:[/?#].*)?$/.exec(text);
  if (text.startsWith('-') || !known) return undefined;
  const looksLikeUrl =
    /^\w+:\/\//.test(text) ||
    /^(localhost|\[|\d+\.\d+\.\d+\.\d+)/.test(text) ||
    /^[\w-]+(\.[\w-]+)*\.[a-z]{2,}(:\d+)?(\/|$)/.test(text);
  return looksLikeUrl ? url?.[1]?.replace(/^\[|\]$/g, '') : undefined;
}

function plainHost({ text, known }: Word): string | undefined {
  return known
    ? text
        .replace(/^.*@/, '')
        .replace(/^\w+:\/\//, '')
        .replace(/[:/].*$/, '')
    : undefined;
}

function copyHosts(words: readonly Word[], at: ReaderContext): readonly ActionEffect[] {
  const { segment } = at.command;
  return words
    .filter((word) => notOption(word) && isRemote(word.text))
    .map((word) => ({ kind: 'network', host: plainHost(word), segment }));
}

export function isLoopback(host: string): boolean {
  return /^(localhost|.*\.localhost|127(\.\d+){0,3}|::1|0\.0\.0\.0|0|host\.docker\.internal)$/i.test(host);
}
