/** Stands in a Worker for what Resend's client brings along to read incoming mail (63 kB): we only send. */
export default class UnreadMail {
  constructor() {
    throw new Error('Incoming mail is not read here.');
  }
}
