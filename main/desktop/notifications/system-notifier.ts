import { Notification } from 'electron';
import type { Message, Notifier, Shown } from './notifier.ts';

/** Electron's own notifications. On Linux they carry no buttons, so the message bus is asked instead. */
export function systemNotifier(): Notifier {
  return { show: async (message, previous) => show(message, previous) };
}

function show(message: Message, previous: Shown | undefined): Shown {
  if (!Notification.isSupported()) throw new Error('This system shows no notifications');
  previous?.close();
  const actions = message.actions.map(({ label }) => ({ type: 'button' as const, text: label }));
  const notification = new Notification({ title: message.title, body: message.line, actions });
  notification.on('click', () => message.onClick());
  notification.on('action', (_event, index) => {
    const action = message.actions[index];
    if (action) message.onAction(action.key);
  });
  notification.show();
  return { close: () => notification.close() };
}
