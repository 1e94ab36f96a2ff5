import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One text for all addresses of the same remote: protocol, user, port, `.git` and letter case of the host do not matter. */
export function remoteKey(url: string, root: string): string {
  const scp = /^(?:[^/@\s]+@)?([^/:\s]{2,}):(?!\/\/)(.+)$/.exec(url);
  if (scp?.[1] !== undefined && scp[2] !== undefined) return hosted(scp[1], scp[2]);
  if (url.startsWith('file://')) return local(fileURLToPath(url), root);
  if (!URL.canParse(url) || !/^[a-z][a-z0-9+.-]+:\/\//i.test(url)) return local(url, root);
  const { hostname, pathname } = new URL(url);
  return hosted(hostname, decodeURI(pathname));
}

function hosted(host: string, path: string): string {
  return `${host.toLowerCase()}/${withoutEnding(path.replace(/^\/+/, ''))}`;
}

/** A path may be relative to the clone, and may go through links. */
function local(path: string, root: string): string {
  const absolute = resolve(root, path);
  try {
    return withoutEnding(realpathSync(absolute));
  } catch (error) {
    if (error instanceof Error && 'code' in error) return withoutEnding(absolute);
    throw error;
  }
}

function withoutEnding(path: string): string {
  return path
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
    .replace(/\/+$/, '');
}
