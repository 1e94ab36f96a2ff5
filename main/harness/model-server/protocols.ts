import type { Protocol } from './protocol.ts';
import { messages } from './protocols/messages.ts';

export const protocols: readonly Protocol[] = [messages];
