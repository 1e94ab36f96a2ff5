import { useState } from 'react';
import type { Output } from '../../../core/contract.ts';
import { formWords } from '../../../core/decisions/orders/order-words.ts';
import { readOrder } from '../../../core/decisions/orders/read-order.ts';
import { Order } from '../../../core/model/deciding/order.ts';
import type { OrderThen, OrderWhen } from '../../../core/model/deciding/order.ts';
import { visible } from '../../../core/views/text/visible.ts';
import { useMirror } from '../../mirror/mirror.ts';
import { Button } from '../../ui/button.tsx';
import { Field, TextInput } from '../../ui/field.tsx';
import { request } from '../../window/request.ts';
import { OrderFields } from './order-fields.tsx';
import { OrderTrial } from './order-trial.tsx';

type Form = { readonly when: OrderWhen; readonly then: OrderThen | undefined };
type OrderFormProps = { readonly order?: Order; readonly onDone: () => void };

/** Words, how they are understood, and the review of that before it counts. */
export function OrderForm({ order, onDone }: OrderFormProps) {
  const [words, setWords] = useState(order?.words ?? '');
  const [byHand, setByHand] = useState<Form | undefined>(order);
  const [tried, setTried] = useState<Output<'orders.try'>['tried']>();
  const factory = useMirror((mirror) => mirror.factory);
  const read = readOrder(words, {
    repos: [...factory.repos.values()],
    threads: [...factory.threads.values()],
    sources: [...new Set([...factory.signals.values()].map(({ signal }) => signal.source))],
  });
  const { when, then } = byHand ?? read;
  const whole = Order.pick({ words: true, when: true, then: true }).safeParse({ words, when, then });
  const clear = whole.success && (byHand !== undefined || read.left.length === 0);
  const change = (form: Form) => {
    setByHand(form);
    setTried(undefined);
  };
  const give = async () => {
    if (!whole.success) return;
    const done = await request('orders.give', { ...whole.data, ...(order && { order: order.id }) });
    if (done.ok) onDone();
  };
  const tryOut = async () => {
    const done = whole.success ? await request('orders.try', whole.data) : undefined;
    if (done?.ok) setTried(done.value.tried);
  };
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void give();
      }}
    >
      <Field label="In your words">
        {(named) => (
          <TextInput
            {...named}
            autoFocus
            maxLength={300}
            value={words}
            placeholder="TODO notes in web are dismissed"
            onChange={(event) => {
              setWords(event.target.value);
              setTried(undefined);
            }}
          />
        )}
      </Field>
      <Understood
        words={words}
        left={byHand ? [] : read.left}
        text={then && formWords(factory, { when, then })}
        wrong={then && whole.error?.issues[0]?.message}
      />
      {byHand && <OrderFields form={byHand} onChange={change} />}
      <footer className="flex flex-wrap gap-2">
        <Button look="primary" type="submit" disabled={!clear}>
          {order ? 'Change the order' : 'Give this order'}
        </Button>
        <Button disabled={!clear} onClick={() => void tryOut()}>
          Try it on the last 30 days
        </Button>
        {!byHand && (
          <Button look="quiet" onClick={() => change(read)}>
            By hand…
          </Button>
        )}
        <Button look="quiet" onClick={onDone}>
          Cancel
        </Button>
      </footer>
      {tried && <OrderTrial tried={tried} />}
    </form>
  );
}

type UnderstoodProps = {
  readonly words: string;
  readonly left: readonly string[];
  readonly text: string | undefined;
  readonly wrong: string | undefined;
};

function Understood({ words, left, text, wrong }: UnderstoodProps) {
  if (words.trim() === '') return null;
  return (
    <div role="status" className="flex flex-col gap-0.5 text-sm">
      <p className="untrusted wrap-anywhere text-ink-2">
        {text === undefined ? 'It does not say yet what is to be done.' : `Understood as: ${visible(text)}`}
      </p>
      {wrong !== undefined && <p className="text-needs-you">{wrong}</p>}
      {left.length > 0 && (
        <p className="untrusted wrap-anywhere text-needs-you">
          Not understood: {left.map((word) => `“${visible(word)}”`).join(', ')}. Say it otherwise, or by hand.
        </p>
      )}
    </div>
  );
}
