import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isSecretTarget } from '../../core/gates/secrets/secret-file.ts';

/** What holds credentials or private conversations and does not look like it by its name. */
const NAMED = [
  ...['.Xauthority', '.ICEauthority', '.dbus', '.thunderbird', '.mozilla', '.var/app', 'snap/firefox', 'snap/chromium'],
  ...[
    '.config/microsoft-edge',
    '.config/vivaldi',
    '.config/opera',
    '.config/Signal',
    '.config/Slack',
    '.config/discord',
  ],
  ...['.local/share/fish/fish_history', '.local/share/kwalletd', '.local/share/evolution', 'Library/Messages'],
  ...['Library/Keychains', 'Library/Cookies', 'Library/Mail', 'Library/Application Support/Google'],
];
const SYSTEM = ['/etc/shadow', '/etc/shadow-', '/etc/gshadow', '/etc/gshadow-', '/etc/sudoers', '/etc/sudoers.d'];

const SKIPPED = new Set(['node_modules', '.git', '.cache', '.npm', '.cargo/registry', '.rustup', '.nvm', '.venv']);
const MOST_ENTRIES = 20_000;

/**
 * The files and folders below a home whose content no agent may read: what the gate calls secret, wherever it stands
 * in the home's dot folders, and what is known by its place. Ordinary folders of the home are not searched.
 */
export async function secretsOfHome(home: string): Promise<readonly string[]> {
  const found = await search(home, { depth: 4, home, enter: (name, depth) => depth > 0 || name.startsWith('.') });
  return [...SYSTEM, ...NAMED.map((name) => join(home, name)), ...found];
}

/** Secret files that lie about in a clone's working tree, such as `.env`. */
export function secretsOfClone(clone: string, home: string): Promise<readonly string[]> {
  return search(clone, { depth: 5, home, enter: () => true });
}

type Search = {
  readonly depth: number;
  readonly home: string;
  /** Whether to look into a folder; `depth` counts from the root's own entries as 0. */
  readonly enter: (name: string, depth: number) => boolean;
};

/** Broad before deep, so that the limit cuts what lies deepest. Links are not followed. */
async function search(root: string, { depth, home, enter }: Search): Promise<readonly string[]> {
  const found: string[] = [];
  const queue = [{ folder: root, at: 0 }];
  let seen = 0;
  for (const { folder, at } of queue) {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    seen += entries.length;
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (isSecretTarget({ path, known: true }, home)) found.push(path);
      else if (entry.isDirectory() && at + 1 < depth && !SKIPPED.has(entry.name) && enter(entry.name, at))
        queue.push({ folder: path, at: at + 1 });
    }
    if (seen > MOST_ENTRIES) break;
  }
  return found;
}
