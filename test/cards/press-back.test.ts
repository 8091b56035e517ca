import { readPress, VERBS } from '../../src/cards/card-actions';
import type { Draft } from '../../src/domain/request/request';
import { ENGAGEMENT, REQUEST } from './cast';
import { plainShots, recordShots } from './pictures';
import { inputsOf, pressesOf, type Press } from './presses';

const RECORDS = recordShots('en').flatMap(pressesOf);
const PLAINS = plainShots('en').flatMap(pressesOf);
const ALL = [...RECORDS, ...PLAINS];

function named(presses: readonly Press[]): readonly string[] {
  return presses.map(({ verb, shot }) => `${verb} <- ${shot.name}`);
}

/** Requester and FPM share verbs; each is drawn their own view. */
function cardOf(name: string | undefined): string | undefined {
  return name === 'request-fpm' || name === 'hand-over' ? 'request-partner' : name;
}

/** An agreement that nobody has proposed yet is read as its form. */
function faceOf({ face, state }: Press['shot']): string | undefined {
  const isUnwritten = face === 'agreement' && !(state !== undefined && 'agreement' in state);
  return isUnwritten ? 'agreement-form' : face;
}

/** The record that a press is about. */
function idOf(pressed: ReturnType<typeof readPress>): string | undefined {
  return pressed !== undefined && 'id' in pressed ? pressed.id : undefined;
}

describe('verbs', () => {
  test('each is drawn as a button by some card, and each button has one of them', () => {
    const drawn = [...new Set(ALL.map(({ verb }) => verb))].toSorted();

    expect(drawn).toEqual(Object.keys(VERBS).toSorted());
  });
});

describe('a pressed button', () => {
  test('is understood, wherever it was drawn', () => {
    const lost = ALL.filter(({ verb, sent }) => readPress(verb, sent) === undefined);

    expect(named(lost)).toEqual([]);
  });

  test('means the same when an old client sends its Submit twin', () => {
    const differing = ALL.filter(({ verb, sent, twin }) => {
      const ours = JSON.stringify(readPress(verb, sent));
      return JSON.stringify(readPress(twin['verb'], twin)) !== ours;
    });

    expect(named(differing)).toEqual([]);
  });

  test('is about the record on whose card it stands', () => {
    const strayed = RECORDS.filter(({ verb, sent, shot }) => {
      const pressed = readPress(verb, sent);
      const isOn = pressed?.kind === 'command' && pressed.on !== undefined;
      const expected = isOn
        ? [shot.state?.id, shot.card === 'check-in' ? ENGAGEMENT : REQUEST]
        : [shot.state?.id, shot.state?.id];
      return (
        JSON.stringify([isOn ? pressed.on : shot.state?.id, idOf(pressed)]) !==
        JSON.stringify(expected)
      );
    });

    expect(named(strayed)).toEqual([]);
  });

  test('is answered with the card on which it stands', () => {
    const elsewhere = RECORDS.filter(({ verb, sent, shot }) => {
      const pressed = readPress(verb, sent);
      const card = pressed !== undefined && 'card' in pressed ? pressed.card : undefined;
      return card !== undefined && cardOf(card) !== cardOf(shot.card);
    });

    expect(named(elsewhere)).toEqual([]);
  });

  test('on a face with inputs brings back what stands in them, when it sends them to be kept', () => {
    const differing = RECORDS.filter(({ verb, sent, shot }) => {
      const pressed = readPress(verb, sent);
      const isSending = pressed?.kind === 'command' && Object.keys(pressed.typed).length > 0;
      const inputs = Object.entries(inputsOf(shot.drawn.content));
      return (
        isSending &&
        inputs.some(([id, value]) => value !== '' && pressed.typed[id] !== String(value))
      );
    });

    expect(named(differing)).toEqual([]);
  });

  test('on a face with inputs is answered with this face when something is missing', () => {
    const other = RECORDS.filter(({ verb, sent, shot }) => {
      const pressed = readPress(verb, sent);
      return (
        pressed?.kind === 'command' &&
        Object.keys(inputsOf(shot.drawn.content)).length > 0 &&
        pressed.face !== faceOf(shot)
      );
    });

    expect(named(other)).toEqual([]);
  });

  test('of the form carries the step and edition of its picture, and every typed answer', () => {
    const forms = RECORDS.filter(({ verb }) => verb.startsWith('form.'));

    const differing = forms.filter(({ verb, sent, shot }) => {
      const pressed = readPress(verb, sent);
      const { step, edition } = shot.state as Draft;
      const typed = Object.entries(inputsOf(shot.drawn.content));
      return !(
        pressed?.kind === 'form' &&
        pressed.step === step &&
        pressed.edition === edition &&
        typed.every(([id, value]) => pressed.answers[id as 'role'] === String(value))
      );
    });

    expect(forms.length).toBeGreaterThan(50);
    expect(named(differing)).toEqual([]);
  });

  test('of the review leads to the group whose Change it is', () => {
    const changes = RECORDS.filter(({ verb }) => verb === 'form.go').map(({ verb, sent }) =>
      readPress(verb, sent),
    );

    const targets = new Set(changes.map((pressed) => pressed?.kind === 'form' && pressed.to));

    expect([...targets]).toEqual(['customer', 'need', 'why']);
  });
});

describe('the expert who is proposed', () => {
  test('when nobody is left, has not turned the offer down before', () => {
    const shots = recordShots('en').filter(
      ({ face, state }) => face === 'offer-to' && state?.status === 'Approved',
    );

    const again = shots.filter(({ state, drawn }) => {
      const turnedDown = state !== undefined && 'turnedDown' in state ? state.turnedDown : [];
      const proposed = inputsOf(drawn.content)['expert'];
      return turnedDown.some(({ expert }) => expert.id === proposed);
    });

    expect(shots.length).toBeGreaterThan(5);
    expect(named(again.flatMap(pressesOf))).toEqual([]);
  });
});
