import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a remote does at each push, in shell. Answers how to take it off again. */
export function hang(remote: string, name: 'pre-receive' | 'post-receive', script: string): () => void {
  const hook = join(remote, 'hooks', name);
  mkdirSync(join(remote, 'hooks'), { recursive: true });
  writeFileSync(hook, `#!/bin/sh\n${script}\n`);
  chmodSync(hook, 0o755);
  return () => rmSync(hook);
}
