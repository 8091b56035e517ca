/** The whole path through the composed product, and beside it a promise that is broken; an operator looks after what is stuck. */
import type { PersonaKey } from '../../src/demo/personas';
import { wordsFor } from '../../src/text/words';
import { buttonsOf, textsOf } from '../e2e/card-reading';
import { ANSWERS, SENTENCE } from '../e2e/form-story';
import { PERSONAS, type FaultHouse } from './fault-house';
import type { Act } from './failpoint-teams';
import type { GraphChat } from './strict-graph-state';

const { t: en } = wordsFor('en');
const KICKOFF_HERE = 'inicio aquí';
const REPORT = {
  summary: 'Conditional access runs in production.',
  criteriaMet: 'yes',
  learned: 'Two admins can plan a rollout.',
  inFtop: 'true',
};
/** Until the morning after a promise to Paz was broken. */
const HOURS_TO_THE_BROKEN_PROMISE = 5 * 24;

/** What was stuck, as an operator reads it: what it is about, what it is, and what the other side said. */
type StuckLine = string;

/** How the calendar stands: events in it, when the first one begins, and which link the kickoff card has. */
type MeetingLook = readonly [events: number, begins: string, link: string];

/** What has become of everything. */
export interface StoryEnd {
  /** Everything an operator ever found, in the order in which it came up. */
  readonly found: readonly StuckLine[];
  /** How much still is stuck at the end. */
  readonly left: number;
  readonly chats: readonly (readonly [members: number, apps: number])[];
  /** Kickoff and Teams-first cards in the chat in which the three meet. */
  readonly posts: readonly [kickoff: number, teamsFirst: number];
  readonly meeting: readonly MeetingLook[];
  /** Pictures on the kickoff card. */
  readonly photos: number;
  /** `<to>: <first line>`, each once per `Message-ID`. */
  readonly mails: readonly string[];
  /** Language-bearing text and link of each notification in the activity feed. */
  readonly feed: readonly (readonly [who: string, text: string, link: string])[];
  /** Chats in which somebody reads in their language that it is completed. */
  readonly completedFor: readonly string[];
}

const COMPLETED: ReadonlyMap<string, string> = new Map([
  ['a:partner', wordsFor('es').t('status.engagement.Completed')],
  ['a:fpm', en('status.request.Closed')],
  ['a:sme', wordsFor('de').t('status.engagement.Completed')],
]);

export class FaultStory {
  readonly #house: FaultHouse;
  readonly #found: StuckLine[] = [];
  readonly #tries = new Map<string, number>();
  readonly #meeting: MeetingLook[] = [];

  constructor(house: FaultHouse) {
    this.#house = house;
  }

  /** Graph answers again, and the operator has everything tried once more that is stuck. */
  async recover(): Promise<StoryEnd> {
    const { act, graph } = this.#parts();
    graph.mend();
    const count = await this.#countStuck();
    if (count > 0) {
      await act('operator', { press: count === 1 ? 'operator.retry' : 'operator.retry-all' });
    }
    await this.#house.pass(1);
    return this.#end();
  }

  /** From "request SME" to the confirmed completion, and on to the broken promise. */
  async tell(): Promise<StoryEnd> {
    await this.#untilOffered();
    await this.#untilMet();
    await this.#untilCompleted();
    await this.#house.pass(HOURS_TO_THE_BROKEN_PROMISE);
    await this.#lookAfter();
    return this.#end();
  }

  async #untilOffered(): Promise<void> {
    const { act, graph, teams } = this.#parts();
    for (const who of ['partner', 'sme', 'partner2'] as const) {
      await act(who, 'install');
    }
    await this.#submit('partner2', '{0A1B2C3D-0000-4000-8000-0000000000EE}');
    await this.#submit('partner', ANSWERS.customer.tenantId);
    await this.#lookAfter();
    // Paz blocks the bot, which leaves the app where it is.
    teams.shut('a:partner2');
    graph.state.personalApps.set(
      PERSONAS.partner2.aadObjectId,
      new Set([graph.state.app.catalogId]),
    );
    await this.#house.nextMorning();
    if (teams.textsIn('a:fpm').length === 0) {
      await act('fpm', 'install'); // The mail has led there.
      await act('fpm', { say: 'status 1002' });
    }
    await act('fpm', { press: 'request.approve-form' });
    await act('fpm', { press: 'request.approve' });
  }

  async #untilMet(): Promise<void> {
    const { act } = this.#parts();
    await act('sme', { press: 'offer.accept' });
    await this.#lookAfter();
    await this.#house.nextMorning();
    await act('sme', { say: 'Termin finden' });
    await this.#plan('2026-12-02');
    await this.#turnToMeeting();
    await this.#plan('2026-12-03');
    await this.#turnToMeeting();
    await act('sme', { press: 'engagement.cancel-meeting' });
    await this.#lookAfter();
    this.#lookAtMeeting();
  }

  async #untilCompleted(): Promise<void> {
    const { act } = this.#parts();
    await this.#house.nextMorning();
    await act('sme', { press: 'request.contacted' });
    await act('fpm', { press: 'request.close' });
    await act('sme', { press: 'engagement.complete-form' });
    await act('sme', { press: 'engagement.complete', typed: REPORT });
    await act('partner', { press: 'engagement.confirm' });
    await this.#lookAfter();
  }

  /** Somebody asks for an expert, from the sentence to the submitted form. */
  async #submit(who: PersonaKey, tenantId: string): Promise<void> {
    const { act } = this.#parts();
    await act(who, { say: SENTENCE });
    await act(who, { press: 'form.next', typed: ANSWERS.need });
    await act(who, { press: 'form.next', typed: { ...ANSWERS.customer, tenantId } });
    await act(who, { press: 'form.next', typed: ANSWERS.why });
    await act(who, { press: 'form.submit', typed: { lead: 'true' } });
  }

  async #plan(day: string): Promise<void> {
    const typed = { time: 'another', day, hour: '10:00' };
    await this.#parts().act('sme', { press: 'engagement.plan-meeting', typed });
    await this.#lookAfter();
    this.#lookAtMeeting();
  }

  async #turnToMeeting(): Promise<void> {
    for (const face of ['more', 'meeting']) {
      const chosen = { card: 'kickoff', face };
      await this.#parts().act('sme', { press: 'engagement.turn', chosen });
    }
  }

  /** An hour passes; then an operator takes up what is stuck, until nothing comes of it any more. */
  async #lookAfter(): Promise<void> {
    await this.#house.pass(1);
    for (;;) {
      const stuck = (await this.#stuck()).filter((one) => this.#triesLeft(one) > 0);
      if (stuck.length === 0) {
        return;
      }
      for (const one of stuck) {
        await this.#takeUp(one);
      }
      await this.#house.pass(1);
    }
  }

  /** Everything is tried once more; where the three have no chat after that, they take one of their own. */
  #triesLeft({ what, effect }: Stuck): number {
    return (isAboutChat(what) ? 2 : 1) - (this.#tries.get(effect) ?? 0);
  }

  /** What the sentence on the card says: look whether the chat is there, retry if not. */
  async #takeUp(stuck: Stuck): Promise<void> {
    const { act, graph } = this.#parts();
    const { line, why, id, effect } = stuck;
    const tries = this.#tries.get(effect) ?? 0;
    this.#tries.set(effect, tries + 1);
    if (tries === 0) {
      this.#found.push(line);
    }
    const [chat] = graph.state.chats;
    const isThere = chat !== undefined && why.startsWith(en('stuck.why.unclear'));
    if (!isThere && tries === 0) {
      await act('operator', { press: 'operator.retry', chosen: { id, effect } });
      return;
    }
    await this.#meetIn(chat);
    await act('operator', { press: 'operator.drop-form', chosen: { id, effect } });
    await act('operator', { press: 'operator.drop', typed: { reason: 'They have a chat.' } });
  }

  /** The partner brings the bot into the chat that was made, or into one of their own, and names it. */
  async #meetIn(made: GraphChat | undefined): Promise<void> {
    const { act, graph } = this.#parts();
    const place = (made?.id ?? 'group') as Act['place'];
    made?.apps.push(graph.state.app.catalogId);
    await act('partner', 'install', place);
    await act('partner', { say: KICKOFF_HERE }, place);
    await act('partner', { press: 'checkin.meet' }, place);
  }

  async #stuck(): Promise<readonly Stuck[]> {
    return stuckOn(await this.#health());
  }

  /** The title says it, however few of them fit the card. */
  async #countStuck(): Promise<number> {
    return Number(/^\d+/.exec(textsOf(await this.#health())[1] ?? '')?.[0] ?? 0);
  }

  /** What the operator reads. */
  async #health(): Promise<unknown> {
    const { act, teams } = this.#parts();
    await act('operator', { say: 'stuck' });
    return teams
      .messages()
      .filter(({ chat }) => chat === 'a:operator')
      .at(-1)?.card;
  }

  #lookAtMeeting(): void {
    const { graph } = this.#parts();
    const { events } = graph.state;
    const start = events[0]?.body['start'] as { readonly dateTime: string } | undefined;
    const [card] = this.#cards('kickoff');
    const [, link = ''] = /\/l\/(meetup-join|meeting\/new)/.exec(JSON.stringify(card)) ?? [];
    this.#meeting.push([events.length, start?.dateTime ?? '', link]);
  }

  /** Cards of a kind that are shown to the three. */
  #cards(kind: 'kickoff' | 'teams-first'): readonly unknown[] {
    const title = en(`kind.${kind}`);
    return this.#parts()
      .teams.messages()
      .filter(({ chat }) => chat.startsWith('19:'))
      .map(({ card }) => card)
      .filter((card) => textsOf(card)[0]?.endsWith(title) === true);
  }

  async #end(): Promise<StoryEnd> {
    const { graph, teams } = this.#parts();
    const { chats, mails, feed } = graph.state;
    const left = await this.#countStuck();
    const byId = new Map(mails.map((mail) => [mail.headers['message-id'], mail]));
    return {
      found: this.#found,
      left,
      chats: chats.map(({ members, apps }) => [members.length, apps.length]),
      posts: [this.#cards('kickoff').length, this.#cards('teams-first').length],
      meeting: this.#meeting,
      photos: JSON.stringify(this.#cards('kickoff')).split('data:image/').length - 1,
      mails: [...byId.values()]
        .map(({ to, text }) => `${to.split('@')[0] ?? ''}: ${text.split('\r\n')[0] ?? ''}`)
        .toSorted(),
      feed: feed.map(({ user, body }) => [
        user,
        (body['previewText'] as { readonly content: string }).content,
        (body['topic'] as { readonly webUrl: string }).webUrl,
      ]),
      completedFor: [...COMPLETED].flatMap(([chat, status]) =>
        teams.textsIn(chat).some((text) => text.includes(status)) ? [chat] : [],
      ),
    };
  }

  #parts(): Pick<FaultHouse, 'graph' | 'teams'> & { readonly act: FaultHouse['act'] } {
    const house = this.#house;
    return { graph: house.graph, teams: house.teams, act: (...given) => house.act(...given) };
  }
}

interface Stuck {
  readonly line: StuckLine;
  /** In the words of the card: a mail, the kickoff chat. */
  readonly what: string;
  /** The sentence that says why, and what is to be done. */
  readonly why: string;
  readonly id: string;
  readonly effect: string;
}

function isAboutChat(what: string): boolean {
  return [en('stuck.what.OpenKickoffChat'), en('stuck.what.JoinKickoffChat')].includes(what);
}

/** What a card of the operator lists: above each Retry stand what it is about and why it is stuck. */
function stuckOn(card: unknown): readonly Stuck[] {
  const texts = textsOf(card);
  const retries = buttonsOf(card).filter(({ verb }) => verb === 'operator.retry');
  const rows = texts.flatMap((text, index) => (text === en('button.retry') ? [index] : []));
  return retries.map(({ payload }, index) => {
    const row = rows[index] ?? 0;
    const [title = '', why = ''] = texts.slice(row - 2, row);
    const [, said = ''] = /\(([^()]*)\)$/.exec(why) ?? [];
    const { id, effect } = payload as { readonly id: string; readonly effect: string };
    return { line: `${title} (${said})`, what: title.split(' · ')[1] ?? '', why, id, effect };
  });
}
