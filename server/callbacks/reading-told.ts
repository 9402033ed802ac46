import type { PersonActor } from '../core/actor.ts';
import type { Ctx } from '../core/context.ts';
import { refuse } from '../core/refusal.ts';
import { DAY, toRfc3339 } from '../core/time.ts';
import { customerById } from '../customers/plans.ts';
import { withName } from '../texts/rules-name.ts';
import { spokenIn } from '../words/words.ts';
import { find } from './actions.ts';
import { type CaseContent, isItFixedContent, letGoContent, wayFor } from './messages.tsx';
import { settingOf } from './plans-reach.ts';
import { firstName } from './rules.ts';

/**
 * What the customer is told by a move that is not made yet, word for word, in their language and by the way it goes. What is still
 * being written stands in it as `{done}`, `{reason}` and `{alternatives}`: the page puts it in, and no draft is sent anywhere.
 */
export async function toldFor(ctx: Ctx & { actor: PersonActor }, id: string) {
  const callback = await find(ctx, id);
  const customer = await customerById(ctx, callback.customerId);
  if (!customer || !callback.open) return refuse('wrong_state', 'This callback is closed: nobody is written to about it.');
  const [way, { policy }] = await Promise.all([wayFor(ctx, callback, customer), settingOf(ctx, callback)]);
  const { company, language } = ctx.deps.settings;
  const spoken = spokenIn(customer.locale, language);
  const { words } = spoken;
  const told = ({ subject, says, does }: CaseContent, text: (company: string) => string) =>
    way?.channel === 'text'
      ? { subject: null, says: [withName(company, text)], does: null }
      : { subject: `${company}: ${subject}`, says, does };
  const owner = firstName(callback.ownerName) ?? words.company.supervisor;
  return {
    language: spoken.language,
    /** Nothing goes to whoever has no address, or does not want to be written to. */
    way: way ? { channel: way.channel, to: way.to } : null,
    fixed: {
      ...told(isItFixedContent(spoken, callback.ownerName, '{done}'), (company) => words.text.isItFixed(company, owner)),
      days: policy.confirmDays,
      until: toRfc3339(ctx.now + policy.confirmDays * DAY),
    },
    letGo: told(letGoContent(spoken, '{reason}', ['{alternatives}']), (company) => words.text.letGo(company)),
  };
}
