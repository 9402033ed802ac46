import type { PersonActor } from '../core/actor.ts';
import type { Ctx } from '../core/context.ts';
import { refuse } from '../core/refusal.ts';
import { customerById } from '../customers/plans.ts';
import { withName } from '../texts/rules-name.ts';
import { spokenIn } from '../words/words.ts';
import { find } from './actions.ts';
import { triedLetter } from './messages.tsx';
import { settingWithWays } from './plans-reach.ts';

/** What a customer whom no call reaches would read, word for word and in their language, by each way that is open to us. */
export async function letterFor(ctx: Ctx & { actor: PersonActor }, id: string) {
  const callback = await find(ctx, id);
  const [customer, { ways }] = await Promise.all([customerById(ctx, callback.customerId), settingWithWays(ctx, callback)]);
  if (!customer || !callback.open) return refuse('wrong_state', 'This callback is closed: nobody is written to about it.');
  const spoken = spokenIn(customer.locale);
  const { mail, text } = triedLetter(ctx, callback);
  const { subject, says, does } = mail(spoken);
  const { company } = ctx.deps.settings;
  return {
    language: spoken.language,
    mail: ways?.mail ? { to: customer.email, subject: `${company}: ${subject}`, says, does } : null,
    text: ways?.text ? { to: customer.phone, says: withName(company, (name) => text(spoken, name)) } : null,
  };
}
