export type NotificationAction = { readonly key: string; readonly label: string };

/** What the system is asked to show. `onAction` gets the key of an action; a click on the rest is `onClick`. */
export type Message = {
  readonly title: string;
  readonly line: string;
  readonly actions: readonly NotificationAction[];
  readonly onClick: () => void;
  readonly onAction: (key: string) => void;
};

/** One way to show notifications. */
export type Notifier = {
  /** Puts the message in the place of `previous` where there is one. Rejects when the system cannot show it. */
  show(message: Message, previous?: Shown): Promise<Shown>;
};

export type Shown = {
  readonly close: () => void;
  /** The system's own number of it, if it has one. */ readonly id?: number;
};
