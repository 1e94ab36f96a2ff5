import { changeMethods } from './change-methods.ts';
import { issueMethods } from './issue-methods.ts';
import { messageMethods } from './message-methods.ts';
import { orderMethods } from './order-methods.ts';
import { terminalMethods } from './terminal-methods.ts';
import { workMethods } from './work-methods.ts';

/** What can be asked of a thread: its changes, its words, its terminals. */
export const threadMethods = {
  ...changeMethods,
  ...issueMethods,
  ...messageMethods,
  ...orderMethods,
  ...terminalMethods,
  ...workMethods,
} as const;
