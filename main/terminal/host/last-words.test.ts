import { EventEmitter, once } from 'node:events';
import { expect, test } from 'vitest';
import { hearLastWords } from './last-words.ts';

class Terminal extends EventEmitter {
  readableLength = 0;
  destroy(reason?: Error) {
    this.emit('close', reason);
  }
}

test('a terminal that hands over the rest late is closed after it, although the program was held again meanwhile', async () => {
  const stream = new Terminal();
  let held = true;
  hearLastWords({ _socket: stream, resume: () => (held = false) } as never);
  const heard: string[] = [];
  stream.on('data', (text: string) => heard.push(text));
  const hand = (text: string) => {
    if (held) throw new Error('held');
    stream.emit('data', text);
    held = true;
  };
  stream.destroy();
  setTimeout(() => hand('the '), 100);
  setTimeout(() => hand('end'), 200);
  await once(stream, 'close');
  expect(heard.join('')).toBe('the end');
});

test('at its end of file a terminal is closed once what it gave is heard', async () => {
  const stream = new Terminal();
  hearLastWords({ _socket: stream, resume: () => undefined } as never);
  const end = new Error('EIO');
  const closed = once(stream, 'close');
  stream.readableLength = 7;
  stream.destroy(end);
  let heard = false;
  setTimeout(() => {
    heard = true;
    stream.readableLength = 0;
  }, 100);
  expect(await closed).toEqual([end]);
  expect(heard).toBe(true);
});
