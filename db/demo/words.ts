import type { FixCause } from '../../server/callbacks/rules.ts';
import type { TeamName } from './cast.ts';

/** What goes wrong at Acme, and what is said about it. */
export type Trouble = {
  subject: string;
  bad: readonly string[];
  understood: string;
  proposal: string;
  promise: string;
  done: string;
  cause: FixCause;
  stop: string;
};

export const TROUBLES: Record<TeamName, readonly Trouble[]> = {
  Billing: [
    {
      subject: 'a double charge',
      bad: ['I was charged twice and had to explain it to three people.', 'Twice the money gone, and nobody can see it in their system?'],
      understood: 'Two charges for one order; the second has to come back.',
      proposal: 'Pay the second charge back today, by the way it was paid.',
      promise: 'The money is back on the card',
      done: 'The second charge was paid back and the bank confirmed it.',
      cause: 'system',
      stop: 'Stop asking for the order number again and again.',
    },
    {
      subject: 'a cancelled subscription',
      bad: ['I cancelled in time and you still took the money.', 'Your form says cancelled, your invoice says otherwise.'],
      understood: 'The cancellation came in time but was never entered.',
      proposal: 'Cancel as of the date of the letter and pay back what was taken since.',
      promise: 'A letter that confirms the cancellation',
      done: 'The contract ended as of the date of the letter, and the difference was paid back.',
      cause: 'process',
      stop: 'Stop making people cancel by letter.',
    },
    {
      subject: 'a reminder for a paid invoice',
      bad: [
        'I paid three weeks ago. A threatening letter is not the way to ask.',
        'Is it too much to look whether I paid before you send that?',
      ],
      understood: 'The payment had another reference, so it was not matched to the invoice.',
      proposal: 'Match the payment, take the reminder fee back and write an apology.',
      promise: 'A written apology without the fee',
      done: 'The payment was matched, the fee taken back, the apology sent.',
      cause: 'process',
      stop: 'Stop sending reminders without a look at the account.',
    },
  ],
  Deliveries: [
    {
      subject: 'a parcel that never came',
      bad: ['Waited at home the whole day for nothing. Second time.', 'Your driver says he rang. I was sitting next to the bell.'],
      understood: 'Two attempts were recorded that did not happen.',
      proposal: 'Deliver tomorrow in a window the customer picks, with a call before.',
      promise: 'Delivery in the agreed window',
      done: 'It was delivered in the agreed window, and the depot told why.',
      cause: 'other_company',
      stop: 'Stop saying “we rang” when nobody did.',
    },
    {
      subject: 'a broken lamp',
      bad: ['It arrived in pieces and I am to pay for sending it back?', 'The box was fine, the lamp was dust.'],
      understood: 'The lamp broke on the way; the return label was not free by mistake.',
      proposal: 'Send a new one at once; nothing has to be sent back.',
      promise: 'A new lamp',
      done: 'A new lamp arrived, whole.',
      cause: 'product',
      stop: 'Stop packing glass in paper.',
    },
    {
      subject: 'the wrong size',
      bad: ['Ordered 42, got 38, and the exchange takes four weeks.', 'Nobody could tell me when the right one comes.'],
      understood: 'The right size was in the warehouse all along; the exchange waits for the return.',
      proposal: 'Send the right size before the wrong one is back.',
      promise: 'The right size is on its way',
      done: 'The right size was sent ahead of the return.',
      cause: 'policy',
      stop: 'Stop making people wait for their own return.',
    },
  ],
};

export const GOOD = [
  'Quick and friendly, thank you.',
  'Solved in one call. More of that please!',
  'Somebody who listened. That is rare.',
  'Good, though the music on hold could go.',
  'Did what they said they would do.',
];

export const MIDDLING = ['It worked in the end.', 'Fine, but I had to call twice.', 'Okay.'];

export const CONTESTS = ['It is the same as before, nothing has come.', 'The amount is still wrong.', 'You fixed half of it.'];

export const NOTES = ['Prefers to be called after work.', 'Very kind on the phone in spite of it all.', 'Has all papers at hand.'];

export const FIRST_NAMES =
  'Lena Omar Grace Pavel Noor Hugo Elif Mateo Saga Idris Clara Ravi Nina Tariq Paula Emil Yara Felix Maeve Anton'.split(' ');
export const LAST_NAMES =
  'Vogel Haddad Byrne Novak Ozturk Silva Lund Okeke Weiss Rao Fischer Aziz Costa Brandt Nassif Keane Petrov Ito Moreau Hahn'.split(' ');
/** Where customers live, and how numbers there begin that belong to nobody. */
export const PHONES: Record<string, string> = {
  'Europe/Berlin': '+493023125',
  'Europe/London': '+442079460',
  'Europe/Paris': '+33199001',
  'America/New_York': '+12125550',
};

export const ZONES = ['Europe/Berlin', 'Europe/Berlin', 'Europe/London', 'Europe/London', 'Europe/Paris', 'America/New_York'];

/** What customers want Acme to go on doing. */
export const CONTINUES: readonly string[] = [
  'Keep the people who listen to the end before they type.',
  'Go on calling back when you say you will.',
  'Somebody who says “I will see to it” and then does.',
  'The calm voice. I was not calm.',
];

/** What supervisors write to the agents below it. */
export const LINES: readonly string[] = [
  'This is why people stay with us. Thank you.',
  'I listened to the call: beautifully done.',
  'Please teach the rest of us how you did that.',
];
