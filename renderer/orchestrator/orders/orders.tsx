import { ChevronDown, ChevronUp } from 'lucide-react';
import { useState } from 'react';
import { formWords } from '../../../core/decisions/orders/order-words.ts';
import type { OrderRecord } from '../../../core/decisions/orders/record.ts';
import type { OrderId } from '../../../core/ids.ts';
import type { Order } from '../../../core/model/deciding/order.ts';
import { visible } from '../../../core/views/text/visible.ts';
import { useMirror } from '../../mirror/mirror.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { tell } from '../../window/request.ts';
import { OrderForm } from './order-form.tsx';
import { useOrders } from '../use-decisions.ts';

/** What the person said once for all that comes, the one that wins first. */
export function Orders() {
  const { orders, records } = useOrders();
  const [editing, setEditing] = useState<OrderId | 'new'>();
  const done = () => setEditing(undefined);
  return (
    <section aria-label="Standing orders" className="flex flex-col gap-2">
      <header className="flex items-baseline justify-between gap-3">
        <h2 className="text-sm font-medium text-ink-3">
          Standing orders {orders.length > 0 && String(orders.length)}
          {orders.length > 1 && <span className="font-normal"> · the first that fits wins</span>}
        </h2>
        {editing === undefined && (
          <Button small look="quiet" onClick={() => setEditing('new')}>
            New order…
          </Button>
        )}
      </header>
      {orders.length === 0 && editing === undefined && (
        <p className="text-pretty text-ink-2">
          None yet. Say once what holds for all that comes, such as “TODO notes in web are dismissed” or “anything about
          payments goes first”.
        </p>
      )}
      {orders.length > 0 && (
        <ol className="flex flex-col overflow-hidden rounded-card border bg-card">
          {orders.map((order, at) =>
            editing === order.id ? (
              <li key={order.id} className="border-b p-4 last:border-b-0">
                <OrderForm order={order} onDone={done} />
              </li>
            ) : (
              <Row
                key={order.id}
                order={order}
                place={at + 1}
                isLast={at + 1 === orders.length}
                record={records.get(order.id)}
                onEdit={() => setEditing(order.id)}
              />
            ),
          )}
        </ol>
      )}
      {editing === 'new' && (
        <div className="rounded-card border bg-card p-4 shadow-card">
          <OrderForm onDone={done} />
        </div>
      )}
    </section>
  );
}

type RowProps = {
  readonly order: Order;
  readonly place: number;
  readonly isLast: boolean;
  readonly record: OrderRecord | undefined;
  readonly onEdit: () => void;
};

function Row({ order, place, isLast, record, onEdit }: RowProps) {
  const { id, words, on } = order;
  const form = useMirror((mirror) => formWords(mirror.factory, order));
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-1 border-b px-4 py-2.5 last:border-b-0">
      <span className="w-6 shrink-0 text-right text-sm text-ink-3 tabular-nums">{place}</span>
      <div className="min-w-60 flex-1">
        <p className={`untrusted wrap-anywhere ${on ? '' : 'text-ink-3'}`}>{visible(words)}</p>
        <p className="untrusted text-sm wrap-anywhere text-ink-3">
          {visible(form)}
          {!on && ' · switched off'}
          {record && ` · ${recordWords(record)}`}
          {record?.givesWay.map(({ to, times }) => (
            <GivesWay key={to} to={to} times={times} />
          ))}
        </p>
      </div>
      <span className="flex gap-1">
        <Mover order={order} place={place} isLast={isLast} />
        <Button small look="quiet" onClick={() => tell('orders.switch', { order: id, on: !on })}>
          {on ? 'Switch off' : 'Switch on'}
        </Button>
        <Button small look="quiet" onClick={onEdit}>
          Change…
        </Button>
        <Button small look="quiet" onClick={() => tell('orders.remove', { order: id })}>
          Remove
        </Button>
      </span>
    </li>
  );
}

/** The first that fits wins. A button at the end of the list keeps the focus, so that the keyboard goes on from there. */
function Mover({ order: { id, words }, place, isLast }: Pick<RowProps, 'order' | 'place' | 'isLast'>) {
  const ways = [
    { label: `Earlier: ${words}`, Icon: ChevronUp, to: place - 1, atEnd: place === 1 },
    { label: `Later: ${words}`, Icon: ChevronDown, to: place + 1, atEnd: isLast },
  ];
  return ways.map(({ label, Icon, to, atEnd }) => (
    <IconButton
      key={label}
      small
      label={visible(label)}
      aria-disabled={atEnd}
      className="aria-disabled:opacity-40"
      onClick={() => !atEnd && tell('orders.move', { order: id, place: to })}
    >
      <Icon className="size-3.5" aria-hidden />
    </IconButton>
  ));
}

function recordWords({ applied, undone, holdsFor }: OrderRecord): string {
  const followed = `followed ${String(applied)} ${applied === 1 ? 'time' : 'times'}`;
  return [followed, ...(undone === 0 ? [] : [`${String(undone)} taken back`]), `fits ${String(holdsFor)} now`].join(
    ', ',
  );
}

function GivesWay({ to, times }: { readonly to: OrderId; readonly times: number }) {
  const place = useMirror((mirror) => 1 + mirror.factory.orders.findIndex(({ id }) => id === to));
  return (
    <span className="text-needs-you">
      {' '}
      · gives way to order {place} in {times}
    </span>
  );
}
