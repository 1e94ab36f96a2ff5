import { joinTurns, said, type Part, type Reply, type ReplyPart, type Turn } from '../conversation.ts';
import { fieldsOf, listOf, textOf, wordOf, type Fields } from '../json.ts';
import { dataEvent, newId, pieces, type Protocol } from '../protocol.ts';

const PATH = /^\/v1(?:beta|alpha)?\/models\/([^/:]+):(generateContent|streamGenerateContent)$/;

/** Google's Gemini API; its streams are server-sent events (`alt=sse`). */
export const gemini: Protocol = {
  api: 'gemini',
  takes: (path) => PATH.test(path),
  read: (body, path) => {
    const { contents, systemInstruction, tools } = fieldsOf(body);
    const [, model = '', method] = PATH.exec(path) ?? [];
    const declared = listOf(tools).flatMap((tool) => listOf(fieldsOf(tool).functionDeclarations));
    return {
      api: 'gemini',
      model,
      stream: method === 'streamGenerateContent',
      turns: joinTurns([
        { role: 'system', parts: said(textOf(fieldsOf(systemInstruction).parts)) },
        ...listOf(contents).map(fieldsOf).map(readTurn),
      ]),
      tools: declared.map(fieldsOf).map(({ name, parameters, parametersJsonSchema }) => ({
        name: wordOf(name),
        namespace: undefined,
        schema: parametersJsonSchema ?? parameters,
      })),
    };
  },
  events: (reply, model) => {
    const chunks = reply.parts.flatMap(partsOf);
    const base = { modelVersion: model, responseId: newId('') };
    const last = chunks.length - 1;
    return chunks.map((part, index) =>
      dataEvent({ ...base, ...candidate([part], index === last), usageMetadata: usageOf(reply) }),
    );
  },
  whole: (reply, model) => ({
    ...candidate(reply.parts.flatMap(partsOf), true),
    usageMetadata: usageOf(reply),
    modelVersion: model,
    responseId: newId(''),
  }),
  refusal: (status, message) => ({ error: { code: status, message, status: STATUS[status] ?? 'INTERNAL' } }),
};

const STATUS: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  429: 'RESOURCE_EXHAUSTED',
  529: 'UNAVAILABLE',
};

function readTurn({ role, parts }: Fields): Turn {
  return { role: role === 'model' ? 'assistant' : 'user', parts: listOf(parts).map(fieldsOf).flatMap(readPart) };
}

function readPart({ text, thought, functionCall, functionResponse }: Fields): readonly Part[] {
  if (functionCall !== undefined) {
    const { id, name, args } = fieldsOf(functionCall);
    return [{ kind: 'call', id: wordOf(id), name: wordOf(name), input: args }];
  }
  if (functionResponse !== undefined) {
    const { id, name, response } = fieldsOf(functionResponse);
    return [{ kind: 'result', call: wordOf(id) || wordOf(name), text: resultText(fieldsOf(response)) }];
  }
  return thought === true ? [] : said(wordOf(text));
}

function resultText(response: Fields): string {
  const { output, error } = response;
  return wordOf(output) || wordOf(error) || JSON.stringify(response);
}

/** Calls carry a signature of the thought before them: clients send it back and models insist on it. */
function partsOf(part: ReplyPart): readonly Fields[] {
  if (part.kind === 'text') return pieces(part.text).map((text) => ({ text }));
  if (part.kind === 'thought') return [{ text: part.text, thought: true }];
  const functionCall = { id: newId('call_'), name: part.tool.name, args: part.input };
  return [{ functionCall, thoughtSignature: Buffer.from(newId('sig_')).toString('base64') }];
}

function candidate(parts: readonly Fields[], isLast: boolean): Fields {
  const content = { role: 'model', parts };
  return { candidates: [{ index: 0, content, ...(isLast && { finishReason: 'STOP' }) }] };
}

function usageOf({ usage }: Reply): Fields {
  const promptTokenCount = usage.input + usage.cached;
  return {
    promptTokenCount,
    cachedContentTokenCount: usage.cached,
    candidatesTokenCount: usage.output,
    totalTokenCount: promptTokenCount + usage.output,
  };
}
