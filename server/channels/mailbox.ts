import type { Channel, TextChannel } from './channel.ts';

/** The channel of development and of the demo: it takes everything. The message stays in our own table, where the mailbox page shows it. */
export function mailboxChannel(): Channel {
  return {
    name: 'mailbox',
    lotSize: 500,
    recognisesRepeatsFor: Number.POSITIVE_INFINITY,
    send: async (lot) => lot.messages.map(({ id }) => ({ id, verdict: 'accepted', providerId: `mailbox-${id}` })),
  };
}

/** The same for texts. Nobody signs anything here, and nobody keeps a list: what comes in is written by hand on the mailbox page. */
export function textMailboxChannel(): TextChannel {
  return {
    ...mailboxChannel(),
    name: 'text_mailbox',
    from: '+12025550100',
    send: async (lot) => lot.messages.map(({ id }) => ({ id, verdict: 'accepted', providerId: `mailbox-${id}` })),
    isGenuine: async () => false,
    readArrived: () => undefined,
    readStatus: () => undefined,
    listArrived: async () => [],
    statusOf: async () => undefined,
    findSent: async () => [],
  };
}
