/** Stands in a Worker for what Resend's client brings along to read incoming mail (63 kB) and webhooks (12 kB): it only sends. */
export default class UnreadMail {
  constructor() {
    throw new Error('Incoming mail is not read here.');
  }
}

/** Reports of Resend are checked with what the platform has: see `webhook.ts`. */
export class Webhook {
  constructor() {
    throw new Error('Webhooks are not checked here.');
  }
}
