import type { ReplyPart } from '../../main/harness/model-server/conversation.ts';
import type { ModelRequest } from '../../main/harness/model-server/model-server.ts';

/** Harnesses ask small models for titles, topics and summaries beside the conversation: a harmless answer for all. */
export function sideReply({ body }: ModelRequest): readonly ReplyPart[] {
  const wantsJson = /"json_schema"|"json_object"|application\/json/.test(JSON.stringify(body));
  return [{ kind: 'text', text: wantsJson ? '{"title":"Scripted session","isNewTopic":false}' : 'Scripted session' }];
}
