import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { html, nothing, type TemplateResult } from 'lit';
import { toProblem, type Problem } from '../api/http.ts';
import { announce } from './announce.ts';
import { problemView } from './views.ts';

/** Runs what a button asks for, one at a time, and says how it went. */
export class Action implements ReactiveController {
  busy = false;
  private failure: Problem | undefined;
  private outcome = '';
  private readonly host: ReactiveControllerHost;
  private readonly after: () => void;

  /** @param after what to load again afterwards, also after a failure */
  constructor(host: ReactiveControllerHost, after: () => void) {
    this.host = host;
    this.after = after;
    host.addController(this);
  }

  hostConnected(): void {}

  /** @returns whether it went well */
  async run(action: () => Promise<unknown>, done: string): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.failure = undefined;
    this.outcome = '';
    this.host.requestUpdate();
    try {
      await action();
      this.outcome = done;
      announce(done);
    } catch (error) {
      this.failure = toProblem(error);
    }
    this.busy = false;
    this.host.requestUpdate();
    this.after();
    return !this.failure;
  }

  view(): TemplateResult | typeof nothing {
    if (this.failure) return problemView(this.failure, this.after);
    return this.outcome ? html`<p class="notice calm">${this.outcome}</p>` : nothing;
  }
}
