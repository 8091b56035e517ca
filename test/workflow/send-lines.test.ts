import { createPace } from '../../src/bot/pace';
import type { RecordId } from '../../src/domain/kernel';
import type { Pace, SendPlace } from '../../src/workflow/pace-port';
import { createSendLines, type SendLines } from '../../src/workflow/send-lines';
import { FixedClock } from '../support/fake-clock';

const HERE = chat('a:here');
const THERE = chat('a:there');

let clock = new FixedClock();
let pace: Pace = createPace(clock);
let lines: SendLines = createSendLines({ pace, clock });

beforeEach(() => {
  clock = new FixedClock();
  pace = createPace(clock);
  lines = createSendLines({ pace, clock });
});

function chat(teamsId: string, tenantId = 'tenant'): SendPlace {
  return { teamsId, tenantId };
}

function record(name: string): RecordId {
  return `request:${name}`;
}

/** A record's only effect asks to be sent. */
function enter(name: string, place = HERE): boolean {
  return lines.gateOf(record(name)).enter(name, place);
}

function leave(name: string, againMs?: number): void {
  lines.gateOf(record(name)).leave(name, againMs);
}

function isNobodyBusy(): boolean {
  return false;
}

/** Everybody who is called now sends; whom that were, in order. */
function callAll(): readonly string[] {
  const called: string[] = [];
  for (let id = lines.callNext(isNobodyBusy); id !== undefined;) {
    const name = id.slice('request:'.length);
    called.push(name);
    lines.gateOf(id).leave(name);
    lines.ended(id);
    id = lines.callNext(isNobodyBusy);
  }
  return called;
}

describe('a conversation', () => {
  it('is had by one at a time, and then by the next in line', () => {
    const entered = [enter('one'), enter('two'), enter('three')];
    const tooEarly = lines.callNext(isNobodyBusy);

    leave('one');
    const called = [lines.callNext(isNobodyBusy), lines.callNext(isNobodyBusy)];
    const again = [enter('three'), enter('two')];

    expect(entered).toEqual([true, false, false]);
    expect(tooEarly).toBeUndefined();
    expect(called).toEqual([record('two'), undefined]);
    expect(again).toEqual([false, true]);
  });

  it('lets nobody pass who came later, even if it is free', () => {
    enter('one');
    enter('two');
    leave('one');

    expect([enter('three'), enter('two')]).toEqual([false, true]);
  });

  it('is the same for all its threads', () => {
    enter('one', chat('19:c@thread.tacv2;messageid=1'));

    expect(enter('two', chat('19:c@thread.tacv2;messageid=2'))).toBe(false);
    expect(enter('three', chat('19:other@thread.tacv2'))).toBe(true);
  });

  it('goes to the next when the one that was called has nothing to send any more', () => {
    enter('one');
    enter('two');
    enter('three');
    leave('one');
    const called = lines.callNext(isNobodyBusy);

    lines.ended(record('two'));

    expect([called, lines.callNext(isNobodyBusy)]).toEqual([record('two'), record('three')]);
    expect(lines.waiting().count).toBe(0);
  });

  it('goes to the next when the run of the one that has it breaks off', () => {
    enter('one');
    enter('two');

    lines.ended(record('one'));

    expect(lines.callNext(isNobodyBusy)).toBe(record('two'));
  });

  it('costs nothing when nothing was sent to it', () => {
    for (let round = 0; round < 20; round += 1) {
      expect(enter('one')).toBe(true);
      leave('one');
    }
    enter('one');
    enter('two');
    leave('one');
    lines.callNext(isNobodyBusy);
    lines.ended(record('two'));

    expect(callsLeft()).toBe(5);
  });

  it('is charged for each call that one send makes', () => {
    enter('one');
    lines.spend(HERE);
    lines.spend(HERE);
    lines.spend(HERE);
    leave('one');

    expect(callsLeft()).toBe(2);
  });

  it('is charged for a call on the way to another', () => {
    enter('one', THERE);
    lines.spend(THERE);
    lines.spend(HERE);
    leave('one');

    expect(callsLeft()).toBe(4);
  });

  it('is left by whoever is reached in another by now', () => {
    enter('one');
    enter('two');
    enter('three');

    const moved = enter('two', THERE);
    leave('one');

    expect(moved).toBe(true);
    expect(callAll()).toEqual(['three']);
  });

  it('is left by whoever was called and is reached in another by now', () => {
    enter('one');
    enter('two');
    enter('three', THERE);
    leave('one');
    lines.callNext(isNobodyBusy);

    const moved = enter('two', THERE);
    lines.ended(record('two'));
    const isInLine = lines.gateOf(record('two')).mustWait('two');
    leave('three');

    expect([moved, isInLine]).toEqual([false, true]);
    expect(callAll()).toEqual(['two']);
    expect(callsLeft()).toBe(5);
  });
});

/** How many calls the conversation would still take at once. */
function callsLeft(): number {
  let count = 0;
  for (; pace.waitMs(HERE) === 0; count += 1) {
    pace.take(HERE);
  }
  return count;
}

describe('a send that Teams did not take', () => {
  it('keeps its place, and is called when its back-off is over', () => {
    enter('one');
    lines.spend(HERE);
    enter('two');
    leave('one', 2_000);
    const early = lines.callNext(isNobodyBusy);
    const moment = lines.nextCall(isNobodyBusy);

    clock.forward(2_000);

    expect([early, moment]).toEqual([undefined, clock.now()]);
    expect(callAll()).toEqual(['one', 'two']);
  });

  it('goes at once when it is found due before, as after a fast forward', () => {
    enter('one');
    lines.spend(HERE);
    leave('one', 2_000);

    expect(lines.gateOf(record('one')).mustWait('one')).toBe(false);
    expect(enter('one')).toBe(true);
  });

  it('keeps nobody waiting for longer than a minute', () => {
    enter('one');
    lines.spend(HERE);
    enter('two');

    leave('one', 60_001);

    expect(callAll()).toEqual(['two']);
  });

  it('keeps nobody waiting when Teams was not even called', () => {
    enter('one');
    enter('two');

    leave('one', 2_000);

    expect(callAll()).toEqual(['two']);
  });

  it('keeps its place when only the claim was lost', () => {
    enter('one');
    enter('two');

    leave('one', 0);

    expect(callAll()).toEqual(['one', 'two']);
  });
});

describe('who is called', () => {
  it('is nobody whose record is being gone through already', () => {
    enter('one');
    enter('two');
    leave('one');

    const called = lines.callNext((id) => id === record('two'));

    expect([called, lines.nextCall((id) => id === record('two'))]).toEqual([undefined, undefined]);
    expect(callAll()).toEqual(['two']);
  });

  it('is nobody before the pace allows it', () => {
    for (let count = 0; count < 5; count += 1) {
      pace.take(HERE);
    }
    const entered = enter('one');
    const moment = lines.nextCall(isNobodyBusy);
    const early = callAll();

    clock.set(moment ?? 0);

    expect([entered, early]).toEqual([false, []]);
    expect(moment).toBe(clock.now());
    expect(callAll()).toEqual(['one']);
  });

  it('is who stands longest, of all conversations', () => {
    [HERE, THERE].forEach((place) => {
      for (let count = 0; count < 5; count += 1) {
        pace.take(place);
      }
    });
    enter('one', THERE);
    enter('two', HERE);
    enter('three', THERE);

    clock.forward(10_000);

    expect(callAll()).toEqual(['one', 'two', 'three']);
  });

  it('is of each tenant in turn, however many of one have come first', () => {
    const places = ['one', 'two', 'three', 'four'].map((tenant) => chat(`a:${tenant}`, tenant));
    places.forEach((place) => {
      for (let count = 0; count < 5; count += 1) {
        pace.take(place);
      }
    });
    const [one, two, three] = places;
    enter('1a', one);
    enter('1b', one);
    enter('1c', one);
    enter('2a', two);
    enter('2b', two);
    enter('3a', three);
    clock.forward(10_000);

    expect(callAll()).toEqual(['1a', '2a', '3a', '1b', '2b', '1c']);
  });

  it('must wait until it is called, and only then', () => {
    const gate = lines.gateOf(record('two'));
    enter('one');
    const before = gate.mustWait('two');
    enter('two');
    const inLine = gate.mustWait('two');
    leave('one');
    lines.callNext(isNobodyBusy);

    expect([before, inLine, gate.mustWait('two')]).toEqual([false, true, false]);
  });
});

it('tells how many wait and since when', () => {
  const start = clock.now();
  enter('one');
  clock.forward(1_000);
  enter('two');
  clock.forward(1_000);
  enter('three');

  expect(lines.waiting()).toEqual({ count: 2, oldestSince: start + 1_000 });
  leave('one');
  callAll();
  expect(lines.waiting()).toEqual({ count: 0 });
});
