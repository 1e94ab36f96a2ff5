import { toast } from 'sonner';
import type { ThreadId } from '../../../core/ids.ts';
import { request } from '../../window/request.ts';

const mostBytes = 5 * 1024 * 1024;

/** Copies files to where the thread's agents may read them; answers the lines that name them in a message. */
export async function attach(thread: ThreadId, files: readonly File[]): Promise<string> {
  const lines: string[] = [];
  for (const file of files) {
    if (file.size > mostBytes) {
      toast.error(`${file.name} is larger than 5 MB`, { description: 'Attach a part of it' });
      continue;
    }
    const kept = await request('messages.attach', { thread, name: nameOf(file), base64: await base64Of(file) });
    if (!kept.ok) continue;
    lines.push(`${file.type.startsWith('image/') ? 'Picture' : 'File'}: ${kept.value.path}\n`);
  }
  return lines.join('');
}

/** A picture on the clipboard has no name of its own. */
function nameOf({ name, type }: File): string {
  return (name || `pasted.${type.split('/')[1] ?? 'txt'}`).slice(-255);
}

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const step = 0x8000;
  let binary = '';
  for (let at = 0; at < bytes.length; at += step) binary += String.fromCharCode(...bytes.subarray(at, at + step));
  return btoa(binary);
}
