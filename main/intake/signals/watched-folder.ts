import { mkdir, open, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { parseJson } from '../../../core/parse-json.ts';
import type { SignalDraft } from './new-signal.ts';
import type { SignalSource } from './source.ts';

const everyMs = 5000;
const mostFiles = 500;
const mostBytes = 64 * 1024;

/** What a JSON file may say; any other file is its first line and the rest. */
const Told = z.object({
  title: z.string().min(1),
  body: z.string().default(''),
  kind: z.enum(['request', 'red-check']).default('request'),
});

/**
 * Files that anybody's script drops into a folder: `.md`, `.txt` or `.json`. The file's name is what it is, the time of its
 * last change which edition; when it is gone the signal is over.
 */
export function watchedFolder(folder: string): SignalSource {
  return {
    name: 'folder',
    everyMs,
    look: async ({ known }) => {
      await mkdir(folder, { recursive: true });
      const names = (await readdir(folder)).filter((name) => /\.(md|txt|json)$/i.test(name)).slice(0, mostFiles);
      const there = new Map<string, SignalDraft>();
      for (const name of names) {
        const draft = await readOne(join(folder, name), known.get(name)?.revision);
        if (draft !== 'unchanged') there.set(name, draft);
      }
      return { there: [...there.values()], gone: [...known.keys()].filter((id) => !names.includes(id)) };
    },
  };
}

async function readOne(path: string, revision: number | undefined): Promise<SignalDraft | 'unchanged'> {
  const { mtimeMs, isFile } = await stat(path).then((found) => ({ mtimeMs: found.mtimeMs, isFile: found.isFile() }));
  const at = Math.floor(mtimeMs);
  if (!isFile || at === revision) return 'unchanged';
  const told = readTold(await readStart(path), basename(path));
  return {
    ...told,
    ...{ source: 'folder', externalId: basename(path), revision: at, at, actor: 'a file' },
    // Whoever can write a file there need not be the person.
    trust: 'outside',
  };
}

function readTold(text: string, name: string): Pick<SignalDraft, 'title' | 'body' | 'kind'> {
  if (name.endsWith('.json')) {
    const told = Told.safeParse(parseJson(text));
    if (told.success) return told.data;
    return { title: `${name} cannot be read as a signal`, body: 'A JSON file needs a "title"', kind: 'request' };
  }
  const [first = '', ...rest] = text.trim().split('\n');
  const title = first.replace(/^#+\s*/, '').trim();
  return { title: title === '' ? name : title, body: rest.join('\n').trim(), kind: 'request' };
}

async function readStart(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(mostBytes), 0, mostBytes, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}
