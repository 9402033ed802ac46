import { expect, test } from 'vitest';
import { mailboxChannel } from '../../server/channels/mailbox.ts';

test('in development every message is accepted, however often it comes', async () => {
  const request = { from: 'a@acme.example', to: 'ann@example.com', subject: 'Hello', html: '', text: '', headers: {}, tags: [] };
  const lot = {
    key: 'lot_1',
    messages: [
      { id: 'msg_1', request },
      { id: 'msg_2', request },
    ],
    firstTriedAt: null,
  };
  const deliveries = await mailboxChannel().send(lot);
  expect(deliveries).toEqual([
    { id: 'msg_1', verdict: 'accepted', providerId: 'mailbox-msg_1' },
    { id: 'msg_2', verdict: 'accepted', providerId: 'mailbox-msg_2' },
  ]);
  expect(mailboxChannel().recognisesRepeatsFor).toBe(Number.POSITIVE_INFINITY);
});
