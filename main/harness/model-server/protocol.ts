import { randomBytes } from 'node:crypto';
import type { Fields } from './json.ts';
import type { Api, Conversation, Reply } from './conversation.ts';

/** One model API: reads its requests, writes its replies. */
export type Protocol = {
  readonly api: Api;
  /** Whether a POST to this path (below the server's secret folder) asks for a reply. */
  readonly takes: (path: string) => boolean;
  readonly read: (body: unknown, path: string) => Conversation;
  /** The reply as a stream of server-sent events, each whole. */
  readonly events: (reply: Reply, model: string) => readonly string[];
  /** The reply in one piece of JSON. */
  readonly whole: (reply: Reply, model: string) => unknown;
  /** The body of an error answer. */
  readonly refusal: (status: number, message: string) => unknown;
};

export function newId(prefix: string): string {
  return `${prefix}${randomBytes(12).toString('hex')}`;
}

/** An event whose name stands in its data too. */
export function namedEvent(data: Fields & { readonly type: string }): string {
  return `event: ${data.type}\n${dataEvent(data)}`;
}

export function dataEvent(data: unknown): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}

/** Text as a model sends it: in pieces, none of which splits a character. */
export function pieces(text: string): readonly string[] {
  return text.match(/.{1,24}/gsu) ?? [''];
}
