import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isAbort, toProblem, type Problem } from '../api/http.ts';

export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'failed'; readonly problem: Problem };

/**
 * Loads one thing for an element: the newest request wins, older ones are aborted, leaving aborts all. A refresh keeps
 * the old value on screen until the new one is there.
 */
export class Loader<T> implements ReactiveController {
  current: Loaded<T> = { state: 'loading' };
  /** Whether a request is under way, also while an old value is shown. */
  busy = false;
  private abort: AbortController | undefined;
  private readonly host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.host = host;
    host.addController(this);
  }

  get value(): T | undefined {
    return this.current.state === 'ready' ? this.current.value : undefined;
  }

  async load(get: (signal: AbortSignal) => Promise<T>, keepOld = false): Promise<void> {
    this.abort?.abort();
    const abort = new AbortController();
    this.abort = abort;
    this.busy = true;
    if (!keepOld || this.current.state !== 'ready') this.current = { state: 'loading' };
    this.host.requestUpdate();
    let next: Loaded<T>;
    try {
      next = { state: 'ready', value: await get(abort.signal) };
    } catch (error) {
      if (isAbort(error) || abort.signal.aborted) return;
      next = { state: 'failed', problem: toProblem(error) };
    }
    if (abort.signal.aborted) return;
    this.current = next;
    this.busy = false;
    this.host.requestUpdate();
  }

  hostDisconnected(): void {
    this.abort?.abort();
  }
}
