import type { MethodName, Output, ParsedInput } from '../../core/contract.ts';
import type { Actor } from '../../core/model/ask.ts';
import type { Result } from '../../core/result.ts';
import type { PushFeed } from './push-feed.ts';
import type { Caller } from './router-port.ts';

/** What a handler knows of its call beside the validated input. */
export type CallContext = { readonly caller: Caller; readonly by: Actor; readonly feed: PushFeed };

export type Handler<M extends MethodName> = (
  input: ParsedInput<M>,
  context: CallContext,
) => Result<Output<M>> | Promise<Result<Output<M>>>;

/** The handlers of one noun, such as all of `threads.*`. */
export type HandlersOf<Noun extends string> = {
  readonly [M in Extract<MethodName, `${Noun}.${string}`>]: Handler<M>;
};

export type Handlers = { readonly [M in MethodName]: Handler<M> };
