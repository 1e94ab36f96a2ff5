import type { AnyMessage, Stream } from '@agentclientprotocol/sdk/unstable';
import type { Line } from '../../process/lines.ts';
import { parseJson } from '../../../core/parse-json.ts';

export type LineStream = {
  readonly stream: Stream;
  /** Takes a line of the agent's stdout. */
  readonly onLine: (line: Line) => void;
  /** The agent is gone: what still waits for an answer fails with this reason. */
  readonly onGone: (reason: Error) => void;
};

export type LineStreamOptions = {
  readonly write: (line: string) => Promise<boolean>;
  /** Called in the order of the lines, before anything that comes after is looked at. */
  readonly onUpdate: (params: unknown) => void;
  /** A line that is no message; it is otherwise ignored. */
  readonly onJunk: (why: string, line: string) => void;
};

/**
 * An agent's lines as the stream that the protocol's library wants. Updates go past the library: it drops those of a kind
 * that it does not know, and its promises would let the end of a turn overtake the turn's last words.
 */
export function lineStream({ write, onUpdate, onJunk }: LineStreamOptions): LineStream {
  let controller: ReadableStreamDefaultController<AnyMessage> | undefined;
  let gone = false;
  let lose: (reason: Error) => void = () => undefined;
  const lost = new Promise<Error>((resolve) => (lose = resolve));
  const readable = new ReadableStream<AnyMessage>({ start: (given) => void (controller = given) });
  const writable = new WritableStream<AnyMessage>({
    async write(message) {
      // An agent that no longer listens is about to end: then it is known why.
      if (!(await write(JSON.stringify(message)))) throw await lost;
    },
  });
  return {
    stream: { readable, writable },
    onLine({ text, truncated }) {
      if (gone || text.trim() === '') return;
      if (truncated) return onJunk('a line that is too long', text);
      const message = parseMessage(text);
      if (message === undefined) return onJunk('a line that is no message', text);
      if ('method' in message && message.method === 'session/update') return onUpdate(message.params);
      controller?.enqueue(message);
    },
    onGone(reason) {
      if (gone) return;
      gone = true;
      lose(reason);
      controller?.error(reason);
    },
  };
}

function parseMessage(text: string): AnyMessage | undefined {
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const isMessage = 'method' in value ? typeof value.method === 'string' : 'id' in value;
  return isMessage ? ({ jsonrpc: '2.0', ...value } as AnyMessage) : undefined;
}
