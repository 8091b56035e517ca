import type { RefusalCode } from '../../src/domain/kernel';
import { currentTrace, type Trace } from '../../src/trace';
import type { Carriage, GraphCalled, TurnTaken, Watch } from '../../src/workflow/watch-port';

/** Keeps what it is told, each with the trace of which it was a part. */
export class FakeWatch implements Watch {
  readonly turns: (TurnTaken & { readonly trace: Trace | undefined })[] = [];
  readonly refusals: RefusalCode[] = [];
  readonly calls: GraphCalled[] = [];
  throttled = 0;
  readonly carriages: (Carriage & { readonly trace: Trace | undefined })[] = [];

  turned(turn: TurnTaken): void {
    this.turns.push({ ...turn, trace: currentTrace() });
  }

  carried(carriage: Carriage): void {
    this.carriages.push({ ...carriage, trace: currentTrace() });
  }

  refused(code: RefusalCode): void {
    this.refusals.push(code);
  }

  called(call: GraphCalled): void {
    this.calls.push(call);
  }

  storeThrottled(): void {
    this.throttled += 1;
  }
}
