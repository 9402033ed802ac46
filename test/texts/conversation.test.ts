import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, MINUTE } from '../../server/core/time.ts';
import { type OptOutType, readText } from '../../server/texts/rules.ts';
import { type Conversation, caseAsked, converse, type Effect, surveyAsked } from '../../server/texts/rules-conversation.ts';
import { REPLIES } from './replies.ts';

const THRESHOLD = 3;
const NOBODY = { said: [], ended: null };

/** A customer's phone: what is texted from it, and all that followed. */
function phone(start: Conversation = surveyAsked(NOBODY, THRESHOLD)) {
  let state = start;
  let now = 0;
  const all: Effect[] = [];
  return {
    text(body: string, { after = 5 * MINUTE, optOutType }: { after?: number; optOutType?: OptOutType } = {}) {
      now += after;
      const turn = converse(state, readText(body, { language: 'en', scale: { min: 1, max: 5 }, asked: state.asked, optOutType }), now);
      state = turn.state;
      all.push(...turn.effects);
      for (const effect of turn.effects) if (effect.do === 'say') expect(effect.until).toBe(now + 10 * MINUTE);
      return turn.effects.map(told);
    },
    all,
    state: () => state,
  };
}

/** An effect as one reads it aloud: "record 2 still broken". */
const told = ({ do: done, ...rest }: Effect): string =>
  [done, ...Object.entries(rest).flatMap(([name, value]) => (name === 'until' || value === '' ? [] : [value]))].join(' ');

/** A phone that a case has just asked whether it is fixed. */
const askedIfFixed = () => phone(caseAsked({ ...surveyAsked(NOBODY, THRESHOLD), open: false, asked: 'nothing' }, 'fixed'));

describe('a survey by text', () => {
  it('is answered with a 5, thanked for, and words that come later are its comment', () => {
    const lena = phone();
    expect(lena.text('5 great help from Anna')).toEqual(['record 5 great help from Anna', 'say thanks']);
    expect(lena.text('she even called me the next day to check')).toEqual(['comment she even called me the next day to check']);
    expect(lena.text('thanks')).toEqual([]);
  });

  it('is answered with a 2: sorry, a supervisor calls; the customer says what happened, names a better time, or wants no call (E13)', () => {
    const omar = phone();
    expect(omar.text('2 - still broken')).toEqual(['record 2 still broken', 'say call_promised']);
    expect(omar.text('the driver threw my parcel over the fence')).toEqual(['comment the driver threw my parcel over the fence']);
    expect(omar.text('tomorrow after 3 please')).toEqual(['another_time tomorrow after 3 please', 'say time_noted']);
    expect(omar.text('NO')).toEqual(['no_call NO', 'say no_call_noted']);
  });

  it('asks once what was meant, then sends the page, then leaves it to a person; words are read by one at once (E14)', () => {
    const mei = phone();
    expect(mei.text('order 4 never came')).toEqual(['for_a_person unclear order 4 never came', 'say clarify']);
    expect(mei.text('👍')).toEqual(['say page_link']);
    expect(mei.text('2 or 3')).toEqual(['for_a_person unclear 2 or 3']);
    expect(mei.text('2')).toEqual(['record 2', 'say call_promised']);
  });

  it('takes the second part of a long text as comment, with the digits in it (E18)', () => {
    const jo = phone();
    jo.text('1 I have called you again and again and every time somebody');
    expect(jo.text('5 - that was the number of people I spoke to', { after: MINUTE })).toEqual([
      'comment 5 - that was the number of people I spoke to',
    ]);
    expect(jo.state().score).toBe(1);
  });

  it('lets a bare score correct the first one within a day, and says so only when it changes what follows', () => {
    const jo = phone();
    jo.text('2');
    expect(jo.text('sorry i meant 4')).toEqual(['correct_score 4', 'say thanks']);
    expect(jo.text('5')).toEqual(['correct_score 5']);
    expect(jo.text('5')).toEqual([]);
    expect(jo.text('1', { after: DAY + MINUTE })).toEqual(['for_a_person unmatched 1']);
  });

  it('opens a callback for whoever asks, whatever the score, and still takes the score (E19)', () => {
    expect(phone().text('5 but please call me')).toEqual(['record 5 but please call me', 'call 5 but please call me', 'say call_promised']);
    const ann = phone();
    expect(ann.text('call me')).toEqual(['call call me', 'say call_promised']);
    expect(ann.text('1')).toEqual(['record 1', 'say call_promised']);
  });

  it('never answers a machine, and says three things a day at most (E20)', () => {
    const machine = phone();
    expect(machine.text("I'm driving right now - I'll get back to you later.")).toEqual([]);
    const loop = phone();
    for (let i = 0; i < 20; i++) loop.text('help');
    expect(loop.all.filter((effect) => effect.do === 'say')).toHaveLength(3);
    expect(loop.text('help', { after: DAY })).toEqual(['say help']);
  });

  it('ends when somebody else has the number, without a word to them (E21)', () => {
    const stranger = phone();
    expect(stranger.text('who is this?')).toEqual(['wrong_person']);
    expect(stranger.text('4')).toEqual(['for_a_person unmatched 4']);
    expect(stranger.text('call me')).toEqual(['for_a_person unmatched call me']);
    expect(stranger.all.filter((effect) => effect.do === 'say')).toEqual([]);
  });

  it('attaches a score to nothing when no survey waits for one (E15)', () => {
    const late = phone({ ...surveyAsked(NOBODY, THRESHOLD), open: false, asked: 'nothing' });
    expect(late.text('4')).toEqual(['for_a_person unmatched 4']);
    expect(late.text('my router is dead')).toEqual(['for_a_person unmatched my router is dead']);
    expect(late.text('hello')).toEqual([]);
  });
});

describe('a case by text', () => {
  it.each([
    ['yes it works', ['confirm', 'say glad']],
    ['still broken', ['contest still broken', 'say contested']],
    ["that's not quite it, the invoice is wrong too", ["correct that's not quite it, the invoice is wrong too", 'say corrected']],
    ['well the engineer is coming thursday', ['for_a_person unclear well the engineer is coming thursday', 'say clarify']],
    ['4', ['for_a_person unmatched 4']],
    ['call me', ['call call me', 'say call_promised']],
  ])('understands %s', (body, effects) => expect(askedIfFixed().text(body)).toEqual(effects));

  it('keeps what follows within two minutes with the answer (E18)', () => {
    const ada = askedIfFixed();
    ada.text('still broken');
    expect(ada.text('and now the 2 other phones as well', { after: MINUTE })).toEqual(['comment and now the 2 other phones as well']);
    expect(ada.text('hello is anybody reading this', { after: 3 * MINUTE })).toEqual([
      'for_a_person unmatched hello is anybody reading this',
    ]);
  });

  it('does not close what was never called about: "it is fixed" before the call goes to a person', () => {
    const omar = phone();
    omar.text('1');
    expect(omar.text("it's fixed now")).toEqual(["for_a_person says_fixed it's fixed now"]);
  });
});

describe('STOP, START and HELP, at any moment', () => {
  it('STOP is confirmed once, unless the provider has done so; then nothing is said (E10)', () => {
    const omar = phone();
    expect(omar.text('stop please')).toEqual(['opt_out stop please', 'say stopped']);
    expect(omar.text('STOP')).toEqual(['opt_out STOP']);
    expect(omar.text('2')).toEqual(['for_a_person stopped 2']);
    expect(omar.text('call me')).toEqual(['call call me']);
    expect(omar.text('ok')).toEqual([]);
    expect(phone().text('STOP', { optOutType: 'STOP' })).toEqual(['opt_out STOP']);
  });

  it('START lifts it, and asks nothing old again (E11)', () => {
    const omar = phone();
    omar.text('STOP');
    expect(omar.text('START')).toEqual(['opt_in', 'say started']);
    expect(omar.text('4')).toEqual(['for_a_person unmatched 4']);
    expect(phone().text('START', { optOutType: 'START' })).toEqual(['opt_in']);
  });

  it('HELP is answered unless the provider has, and changes nothing (E12)', () => {
    const omar = phone();
    expect(omar.text('HELP')).toEqual(['say help']);
    expect(omar.text('HELP', { optOutType: 'HELP' })).toEqual([]);
    expect(omar.text('3')).toEqual(['record 3', 'say thanks']);
  });
});

describe('any conversation', () => {
  const bodies = [...new Set(REPLIES.filter(({ language }) => language === 'en').map(({ text }) => text))];
  const texts = fc.array(
    fc.record({
      body: fc.oneof(fc.constantFrom(...bodies), fc.constantFrom('STOP', '2', '5', 'call me', 'help', 'start', 'yes', '??')),
      after: fc.constantFrom(1_000, MINUTE, 5 * MINUTE, DAY / 4, DAY),
    }),
    { maxLength: 25 },
  );
  const starts = fc.constantFrom(surveyAsked(NOBODY, THRESHOLD), caseAsked({ ...surveyAsked(NOBODY, THRESHOLD), open: false }, 'fixed'));

  /** Each text with what followed from it. */
  const run = (start: Conversation, said: { body: string; after: number }[]) => {
    let state = start;
    let at = 0;
    return said.map(({ body, after }) => {
      at += after;
      const before = state;
      const reading = readText(body, { language: 'en', scale: { min: 1, max: 5 }, asked: state.asked });
      const turn = converse(state, reading, at);
      state = turn.state;
      return { at, before, reading, effects: turn.effects };
    });
  };
  const always = (holds: (turns: ReturnType<typeof run>) => void) =>
    fc.assert(
      fc.property(starts, texts, (start, said) => holds(run(start, said))),
      { numRuns: 1_000 },
    );
  const says = (turns: ReturnType<typeof run>) =>
    turns.flatMap(({ at, effects }) => effects.flatMap((effect) => (effect.do === 'say' ? [{ at, what: effect.what }] : [])));

  it('has at most one clarifying text, and one page link', () =>
    always((turns) => {
      for (const what of ['clarify', 'page_link']) expect(says(turns).filter((one) => one.what === what).length).toBeLessThanOrEqual(1);
    }));

  it('has at most three texts of ours within any day', () =>
    always((turns) => {
      for (const { at } of says(turns))
        expect(says(turns).filter((one) => one.at <= at && at - one.at < DAY).length).toBeLessThanOrEqual(3);
    }));

  it('says nothing after a STOP but to START and HELP, and records nothing', () =>
    always((turns) => {
      for (const { before, reading, effects } of turns.filter((turn) => turn.before.ended === 'stopped')) {
        if (reading.kind === 'start' || reading.kind === 'help') continue;
        for (const effect of effects) expect(['opt_out', 'call', 'for_a_person', 'wrong_person'], `${before.asked}`).toContain(effect.do);
      }
    }));

  it('records a score once; only a bare one changes it', () =>
    always((turns) => {
      expect(turns.flatMap((turn) => turn.effects).filter((effect) => effect.do === 'record').length).toBeLessThanOrEqual(1);
      for (const { reading, effects } of turns)
        if (effects.some((effect) => effect.do === 'correct_score')) expect(reading).toMatchObject({ kind: 'score', comment: '' });
    }));

  it('loses no words: whatever is not politeness, a machine or a keyword leaves a trace', () =>
    always((turns) => {
      const quiet = ['ack', 'auto_reply', 'help', 'start'];
      for (const { before, reading, effects } of turns) {
        if (quiet.includes(reading.kind) || reading.words === '' || (reading.kind === 'score' && reading.score === before.score)) continue;
        expect(effects.filter((effect) => effect.do !== 'say').length, JSON.stringify(reading)).toBeGreaterThan(0);
      }
    }));
});
