import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Conversation, Reply } from './conversation.ts';
import { parsed } from './json.ts';
import type { Protocol } from './protocol.ts';
import { protocols } from './protocols.ts';

export type ModelServer = {
  /** Base address of the Messages and Gemini APIs; of Responses and Chat it is `${url}/v1`. */
  readonly url: string;
  readonly close: () => Promise<void>;
};

export type ModelRequest = {
  readonly conversation: Conversation;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
};

export type Answer =
  | { readonly kind: 'reply'; readonly reply: Reply; readonly send?: Send }
  | { readonly kind: 'refuse'; readonly status: number; readonly message: string; readonly headers?: Headers };

/** Brings the pieces of a reply to the harness; the usual way is at once. */
export type Send = (pieces: readonly string[], response: ServerResponse) => Promise<void>;

type Headers = Readonly<Record<string, string>>;

/** Tokens that every request is said to have when somebody asks for the count alone. */
const COUNTED_TOKENS = 1000;
const MAX_BODY = 64 * 1024 * 1024;
const MODELS = { object: 'list', data: [], has_more: false, models: [] };

/**
 * A model that is a function of ours, on loopback, on a port and below a path that nobody can guess. Speaks the APIs of
 * `protocols`. `answer` never rejects.
 */
export async function startModelServer(answer: (request: ModelRequest) => Promise<Answer>): Promise<ModelServer> {
  const secret = `/${randomBytes(16).toString('hex')}`;
  const server = createServer((request, response) => {
    response.on('error', () => response.destroy());
    serve(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (!url.pathname.startsWith(`${secret}/`)) return sendJson(response, { status: 404, body: {} });
    const path = url.pathname.slice(secret.length);
    const body = parsed(await readBody(request));
    const protocol = request.method === 'POST' ? protocols.find((one) => one.takes(path)) : undefined;
    if (!protocol) return answerAside(path, response);
    const conversation = protocol.read(body, path);
    await deliver(
      { protocol, conversation },
      await answer({ conversation, path, headers: request.headers, body }),
      response,
    );
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${secret}`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

type Exchange = { readonly protocol: Protocol; readonly conversation: Conversation };

async function deliver(exchange: Exchange, answer: Answer, response: ServerResponse): Promise<void> {
  const { protocol, conversation } = exchange;
  if (answer.kind === 'refuse') {
    const { status, message, headers } = answer;
    return sendJson(response, { status, headers, body: protocol.refusal(status, message) });
  }
  const send = answer.send ?? sendAtOnce;
  const { stream, model } = conversation;
  response.writeHead(200, {
    'content-type': stream ? 'text/event-stream' : 'application/json',
    'cache-control': 'no-cache',
  });
  await send(
    stream ? protocol.events(answer.reply, model) : [JSON.stringify(protocol.whole(answer.reply, model))],
    response,
  );
}

const sendAtOnce: Send = async (pieces, response) => {
  response.end(pieces.join(''));
};

/** What harnesses ask beside the conversation: counting tokens, listing models, looking whether somebody is there. */
function answerAside(path: string, response: ServerResponse): void {
  if (/count_tokens$|:countTokens$/.test(path)) {
    return sendJson(response, { body: { input_tokens: COUNTED_TOKENS, totalTokens: COUNTED_TOKENS } });
  }
  if (/\/models$/.test(path)) return sendJson(response, { body: MODELS });
  if (path === '/') return sendJson(response, { body: {} });
  sendJson(response, { status: 404, body: { error: { type: 'not_found_error', message: 'not found' } } });
}

type Json = { readonly status?: number; readonly headers?: Headers; readonly body: unknown };

function sendJson(response: ServerResponse, { status = 200, headers = {}, body }: Json): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY) throw new Error('The request is larger than a model would take');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
