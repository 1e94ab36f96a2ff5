import { z } from 'zod';
import { connectBus, watchSignals } from './bus/connection.ts';
import type { BusCall } from './bus/connection.ts';
import type { Incoming } from './bus/wire.ts';
import type { Message, Notifier, Shown } from './notifier.ts';

const NAME = 'org.freedesktop.Notifications';
const PATH = '/org/freedesktop/Notifications';
const USUAL_TIME = -1;

const Id = z.tuple([z.number().int()]);
const Invoked = z.tuple([z.number().int(), z.string()]);
const Closed = z.tuple([z.number().int(), z.number().int()]);
const Capabilities = z.tuple([z.array(z.string())]);

/** Notifications by the desktop's own interface, with buttons: https://specifications.freedesktop.org/notification-spec */
export async function busNotifier(address: string, appIcon: string): Promise<Notifier> {
  const messages = new Map<number, Message>();
  const bus = await connectBus(address, (signal) => route(signal, messages));
  await watchSignals(bus, `type='signal',interface='${NAME}',path='${PATH}'`);
  const [capabilities] = Capabilities.parse(await bus.call(method('GetCapabilities')));
  const markup = capabilities.includes('body-markup');
  return {
    show: async (message, previous): Promise<Shown> => {
      const actions = ['default', 'Open', ...message.actions.flatMap(({ key, label }) => [key, label])];
      const body = markup ? escapeMarkup(message.line) : message.line;
      const [id] = Id.parse(
        await bus.call({
          ...method('Notify'),
          signature: 'susssasa{sv}i',
          body: ['Teatree', previous?.id ?? 0, appIcon, message.title, body, actions, {}, USUAL_TIME],
        }),
      );
      messages.set(id, message);
      const close = () =>
        void bus.call({ ...method('CloseNotification'), signature: 'u', body: [id] }).catch(ignoreGone);
      return { id, close };
    },
  };
}

function route(signal: Incoming, messages: Map<number, Message>): void {
  if (signal.interface !== NAME) return;
  const invoked = signal.member === 'ActionInvoked' ? Invoked.safeParse(signal.body).data : undefined;
  const message = invoked && messages.get(invoked[0]);
  if (invoked && message) return invoked[1] === 'default' ? message.onClick() : message.onAction(invoked[1]);
  const closed = signal.member === 'NotificationClosed' ? Closed.safeParse(signal.body).data : undefined;
  if (closed) messages.delete(closed[0]);
}

/** Closing what the person has already closed is an error to some desktops; nothing is left to do. */
function ignoreGone(): undefined {
  return undefined;
}

function method(member: string): BusCall {
  return { destination: NAME, path: PATH, interface: NAME, member };
}

function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
