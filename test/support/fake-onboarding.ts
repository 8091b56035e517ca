import type { PersonId } from '../../src/domain/kernel';
import type { Onboarding } from '../../src/workflow/ports';

/** Installs the app for whoever it is asked for, and fails when it is told to. */
export class FakeOnboarding implements Onboarding {
  readonly bot = {
    ...{ tenantId: 'tenant', botId: '28:us' },
    serviceUrl: 'https://smba.trafficmanager.net/teams/',
  };
  readonly installed: PersonId[] = [];
  readonly opened: ({ readonly person: PersonId } & Parameters<Onboarding['openChat']>[1])[] = [];
  readonly #failures: Error[] = [];
  #refusal: Error | undefined;

  /** The next installations fail with these, one after the other. */
  failNext(...errors: readonly Error[]): void {
    this.#failures.push(...errors);
  }

  /** The next chat that is asked for is refused. */
  refuseChat(error: Error): void {
    this.#refusal = error;
  }

  install(person: PersonId): Promise<void> {
    const failure = this.#failures.shift();
    if (failure !== undefined) {
      return Promise.reject(failure);
    }
    this.installed.push(person);
    return Promise.resolve();
  }

  openChat(person: PersonId, at: Parameters<Onboarding['openChat']>[1]): Promise<string> {
    const refusal = this.#refusal;
    this.#refusal = undefined;
    if (refusal !== undefined) {
      return Promise.reject(refusal);
    }
    this.opened.push({ person, ...at });
    return Promise.resolve(`a:${person}`);
  }
}
