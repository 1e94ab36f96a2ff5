import type { Protocol } from './protocol.ts';
import { chat } from './protocols/chat.ts';
import { gemini } from './protocols/gemini.ts';
import { messages } from './protocols/messages.ts';
import { responses } from './protocols/responses.ts';

export const protocols: readonly Protocol[] = [messages, responses, chat, gemini];
