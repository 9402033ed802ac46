import {
  ago,
  BERLIN,
  claim,
  customer,
  type DeskCase,
  day,
  fixed,
  justNow,
  LONDON,
  missed,
  reached,
  said,
  turn,
  understood,
} from './turns.ts';

/** What lies on the desks at Acme when the story ends: a case of every kind, so that there is always one to look at. */
export const DESK: readonly DeskCase[] = [
  // Nobody has called yet, and it is high time.
  {
    customer: customer('Beatrix Oberle', BERLIN, '+4930901821'),
    team: 'Billing',
    contacts: [{ at: day(3, 2), subject: 'a deposit', says: said(1, 'My deposit has been “on its way” since spring.') }],
    turns: [],
  },
  // A message on the machine, a few minutes old.
  {
    customer: customer('Stellan Wirth', BERLIN, '+4930901822'),
    team: 'Billing',
    contacts: [{ at: ago(25), subject: 'a message without a reason' }],
    turns: [],
  },
  // Content, but wants to speak to somebody all the same.
  {
    customer: customer('Winnie Achebe', LONDON, '+442079460031'),
    team: 'Deliveries',
    contacts: [
      {
        at: day(1, 6),
        subject: 'a gift card',
        says: said(4, 'All fine, I would only like to tell somebody about your driver.', { call_me: 'yes' }),
      },
    ],
    turns: [],
  },
  // Tried twice, reached by nobody.
  {
    customer: customer('Gerrit Maas', BERLIN, '+4930901823'),
    team: 'Billing',
    contacts: [{ at: day(2, 1), subject: 'a final bill', says: said(2, 'The final bill is for a flat I left two years ago.') }],
    turns: [claim(day(2, 3), 'ines'), missed(day(2, 3.5), 'ines', 'no_answer'), missed(day(1, 3), 'ines', 'voicemail')],
  },
  // A promise that is due within the hour.
  {
    customer: customer('Paloma Reyes', BERLIN, '+4930901824'),
    team: 'Billing',
    contacts: [{ at: day(2, 1.5), subject: 'a refund', says: said(1, 'Third call, third date for my refund.') }],
    turns: [
      claim(day(2, 3), 'tom'),
      reached(day(1, 1), 'tom', 'She wants a date that holds, not an apology.'),
      understood(day(1, 1.2), 'tom', 'The refund was booked to an account that she closed.'),
      turn(day(1, 1.3), 'tom', { move: 'propose', text: 'Book it again to the new account, and call her with the proof.' }),
      turn(day(1, 1.4), 'tom', { promise: 'A call with the proof of the transfer', until: ago(-50) }),
    ],
  },
  // A promise that was missed.
  {
    customer: customer('Ewan Fraser', LONDON, '+442079460032'),
    team: 'Deliveries',
    contacts: [{ at: day(3, 1.5), subject: 'a wardrobe', says: said(2, 'Two doors, both left ones.') }],
    turns: [
      claim(day(3, 3), 'priya'),
      reached(day(3, 4), 'priya'),
      understood(day(3, 4.1), 'priya', 'He has two left doors and needs a right one.'),
      turn(day(3, 4.2), 'priya', { promise: 'The right door', until: day(1, 4) }),
    ],
  },
  // Offered to somebody who may say yes, who has yet to accept.
  {
    customer: customer('Ottilie Brandner', BERLIN, '+4930901825'),
    team: 'Billing',
    contacts: [
      {
        at: day(2, 2),
        subject: 'a price promise',
        says: said(1, 'You guarantee the lowest price in big letters and refuse it in small ones.'),
      },
    ],
    turns: [
      claim(day(2, 4), 'tom'),
      reached(day(1, 2), 'tom'),
      understood(day(1, 2.1), 'tom', 'She was promised the difference in writing; it is more than I may pay.'),
      turn(justNow, 'tom', 'hand to maya'),
    ],
  },
  // Handed over, accepted, a promise kept: in good hands.
  {
    customer: customer('Ruben Castellanos', LONDON, '+442079460033'),
    team: 'Deliveries',
    contacts: [{ at: day(5, 2), subject: 'a piano', says: said(1, 'A piano on the pavement, in the rain. I sent you the pictures.') }],
    turns: [
      claim(day(5, 4), 'priya'),
      reached(day(5, 5), 'priya'),
      understood(day(5, 5.1), 'priya', 'The piano was left outside and is ruined; he wants its full price.'),
      turn(day(5, 5.5), 'priya', 'hand to maya'),
      turn(day(5, 6.5), 'maya', { move: 'accept' }),
      turn(day(4, 2), 'maya', { promise: 'An expert looks at it', until: day(2, 8) }),
      turn(day(2, 4), 'maya', { move: 'keep', promise: 'prm_desk_7' }),
    ],
  },
  // Said to be fixed, and contested yesterday.
  {
    customer: customer('Henrike Voss', BERLIN, '+4930901826'),
    team: 'Billing',
    contacts: [{ at: day(4, 1), subject: 'a wrong name', says: said(2, 'Six letters to a Mr Voss. I am not he.') }],
    turns: [
      claim(day(4, 3), 'ines'),
      reached(day(4, 4), 'ines'),
      understood(day(4, 4.1), 'ines', 'Letters go out under her late husband’s name.'),
      fixed(day(3, 2), 'ines', 'The name was changed in the billing system.'),
      turn(day(1, 3), 'customer', { move: 'contest', words: 'Today came the seventh, to Mr Voss.' }),
    ],
  },
  // Said to be fixed, and it is the customer's turn.
  {
    customer: customer('Dimitra Vallas', BERLIN),
    team: 'Billing',
    contacts: [{ at: day(3, 1), subject: 'a standing order', says: said(2, 'Cancelled, confirmed, and taken again on the first.') }],
    turns: [
      claim(day(3, 2), 'ines'),
      reached(day(2, 2), 'ines'),
      understood(day(2, 2.1), 'ines', 'The standing order ran on after it was cancelled.'),
      fixed(day(1, 5), 'ines', 'It was ended at the bank, and the last amount paid back.'),
    ],
  },
  // Let down a second time while the first is still open.
  {
    customer: customer('Callum Price', LONDON, '+442079460034'),
    team: 'Deliveries',
    contacts: [
      { at: day(4, 2), subject: 'a table top', says: said(1, 'The legs came. The table did not.') },
      { at: day(2, 3), subject: 'the same table top' },
    ],
    turns: [
      claim(day(4, 5), 'priya'),
      missed(day(3, 2), 'priya', 'no_answer'),
      reached(day(1, 4), 'priya', 'He is done with waiting, and says so.'),
    ],
  },
  // Put right in the customer's own words, fixed and confirmed.
  {
    customer: customer('Annelie Roth', BERLIN),
    team: 'Billing',
    contacts: [{ at: day(7, 1), subject: 'a discount', says: said(2, 'The discount is on every page but my bill.') }],
    turns: [
      claim(day(7, 3), 'ines'),
      reached(day(7, 4), 'ines'),
      understood(day(7, 4.1), 'ines', 'The discount for new customers is missing.', false),
      turn(day(7, 6), 'customer', { move: 'correct', words: 'Not the one for new customers: the one for twenty years.' }),
      fixed(day(6, 3), 'ines', 'The discount was booked for this year and the last.'),
      turn(day(6, 5), 'customer', { move: 'confirm' }),
    ],
  },
  // No word from the customer, until the wait was over; the second one found the mail in the end.
  {
    customer: customer('Piet Hollander', BERLIN, '+4930901827'),
    team: 'Billing',
    contacts: [{ at: day(12, 1), subject: 'an address', says: said(2, 'My bills go to my ex.') }],
    turns: [
      claim(day(12, 2), 'ines'),
      reached(day(12, 3), 'ines'),
      understood(day(12, 3.1), 'ines', 'Bills go to an old address.'),
      fixed(day(11, 2), 'ines', 'The address was changed.'),
    ],
  },
  {
    customer: customer('Sunniva Dahl', LONDON, '+442079460035'),
    team: 'Deliveries',
    contacts: [{ at: day(13, 1), subject: 'a rug', says: said(2, 'The rug smells like a garage.') }],
    turns: [
      claim(day(13, 2), 'priya'),
      reached(day(13, 3), 'priya'),
      understood(day(13, 3.1), 'priya', 'The rug took on a smell in the warehouse.'),
      fixed(day(12, 2), 'priya', 'A new one came from another warehouse.'),
      turn(day(4, 3), 'customer', { move: 'confirm' }),
    ],
  },
  // Withdrawn, and let go with a reason.
  {
    customer: customer('Jolanda Kern', BERLIN),
    team: 'Billing',
    contacts: [{ at: day(5, 1), subject: 'a missing receipt', says: said(2, 'No receipt, no refund from my employer.') }],
    turns: [turn(day(5, 4), 'customer', { move: 'withdraw', words: 'It was in the other mailbox. Sorry!' })],
  },
  {
    customer: customer('Fergus Tait', LONDON, '+442079460036'),
    team: 'Deliveries',
    contacts: [{ at: day(6, 1), subject: 'a used mattress', says: said(1, 'Two years old and you will not take it back?') }],
    turns: [
      claim(day(6, 3), 'priya'),
      reached(day(6, 4), 'priya'),
      understood(day(6, 4.1), 'priya', 'He wants the full price of a mattress that he slept on for two years.'),
      turn(day(5, 3), 'maya', {
        move: 'let_go',
        reason: 'After two years of use it is neither defective nor within any guarantee.',
        alternatives: ['A new cover at our cost', 'Collection and recycling for nothing'],
      }),
    ],
  },
  // A word that asks for a call, and no call was needed.
  {
    customer: customer('Odile Brandt', BERLIN),
    team: 'Billing',
    contacts: [{ at: day(3, 2), subject: 'a new address', says: said(5, 'Done in two minutes. My lawyer takes longer to say hello!') }],
    turns: [claim(day(3, 4), 'tom'), turn(day(3, 4.1), 'tom', { move: 'dismiss', reason: 'A joke about lawyers. She is content.' })],
  },
  // Something was granted at once, another department has yet to answer, and the customer says how confident they are.
  {
    customer: customer('Noemi Lachance', BERLIN, '+4930901828'),
    team: 'Billing',
    contacts: [{ at: day(2, 0.5), subject: 'a late fee', says: said(1, 'A late fee for a bill that you never sent me.') }],
    turns: [
      claim(day(2, 1.5), 'ines'),
      reached(day(1, 0.5), 'ines', 'She has kept every letter since January.'),
      turn(day(1, 0.6), 'ines', { move: 'rate', rating: 2, of: 'before' }),
      understood(day(1, 0.7), 'ines', 'The bill went to her old address; the late fee came to the new one.'),
      turn(day(1, 0.8), 'ines', { grant: 2_500, what: 'The late fee is paid back to your account.' }),
      turn(day(1, 0.9), 'ines', { ask: 'Address desk', what: 'Why did the bill of May go to the old address?', until: ago(-26 * 60) }),
      turn(day(1, 1), 'ines', { move: 'rate', rating: 4, of: 'after' }),
    ],
  },
];
