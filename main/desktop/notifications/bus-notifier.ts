import { z } from 'zod';
import type { Message, Notifier, Shown } from './notifier.ts';

const NAME = 'org.freedesktop.Notifications';
const PATH = '/org/freedesktop/Notifications';
const USUAL_TIME = -1;

const Id = z.tuple([z.number().int()]);
const Invoked = z.tuple([z.number().int(), z.string()]);
const Closed = z.tuple([z.number().int(), z.number().int()]);
const Capabilities = z.tuple([z.array(z.string())]);

/** One call or signal on the message bus, with untyped contents. */
type BusMessage = { readonly interface?: string; readonly member?: string; readonly body?: readonly unknown[] };
type BusCall = {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
};
type Bus = {
  call(call: BusCall & { signature?: string; body?: unknown[] }): Promise<readonly unknown[]>;
  onSignal(listener: (signal: BusMessage) => void): void;
};

/** Notifications by the desktop's own interface, with buttons: https://specifications.freedesktop.org/notification-spec */
export async function busNotifier(appIcon: string): Promise<Notifier> {
  const bus = await connect();
  const messages = new Map<number, Message>();
  await watch(bus);
  bus.onSignal((signal) => route(signal, messages));
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

function route(signal: BusMessage, messages: Map<number, Message>): void {
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

async function watch(bus: Bus): Promise<void> {
  await bus.call({
    destination: 'org.freedesktop.DBus',
    path: '/org/freedesktop/DBus',
    interface: 'org.freedesktop.DBus',
    member: 'AddMatch',
    signature: 's',
    body: [`type='signal',interface='${NAME}',path='${PATH}'`],
  });
}

function method(member: string): BusCall {
  return { destination: NAME, path: PATH, interface: NAME, member };
}

async function connect(): Promise<Bus> {
  const { Message: Call, sessionBus } = await import('dbus-next');
  const bus = sessionBus();
  await new Promise<void>((resolve, reject) => {
    bus.on('connect', resolve);
    // Also keeps a later loss of the bus from ending the app.
    bus.on('error', reject);
  });
  return {
    call: async (call) => {
      const body: unknown[] = (await bus.call(new Call(call)))?.body ?? [];
      return body;
    },
    onSignal: (listener) => void bus.on('message', listener),
  };
}

function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
