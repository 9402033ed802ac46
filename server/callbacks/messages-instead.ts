import type { Ctx, Step } from '../core/context.ts';
import { type Message, post } from '../core/outbox.ts';
import { addressOf, type Customer } from '../customers/plans.ts';
import { mayUse } from '../customers/plans-consent.ts';
import { planLink } from '../links/plans.ts';
import { type Spoken, spokenIn } from '../words/words.ts';
import {
  CASE_LINK_LIFE,
  type CaseContent,
  caseEmail,
  dismissedContent,
  isItFixedContent,
  openedContent,
  triedContent,
} from './messages.tsx';
import { type Callback, firstName } from './rules.ts';

/** A text about a case did not arrive: the same by mail, where there is an address. What has passed since is not told any more. */
export async function mailInstead(ctx: Ctx, { id, kind }: Message, callback: Callback, customer: Customer): Promise<Step[]> {
  const mail = addressOf(customer);
  const spoken = spokenIn(customer.locale, ctx.deps.settings.language);
  const content = contentInstead(spoken, kind, callback, customer.zone ?? ctx.deps.settings.zone, ctx.deps.settings.company);
  const may = (await mayUse(ctx, [customer.id], 'email', 'case')).get(customer.id);
  if (!mail || !content || !may?.may) return [];
  const link = await planLink(ctx, 'case', callback.id, ctx.now + CASE_LINK_LIFE);
  const email = { ...caseEmail(ctx.deps.settings, spoken, link.url, content), to: mail.to };
  return [
    link.step,
    ...post(ctx, { kind, purpose: 'case', about: callback.id, address: mail.address, team: callback.teamId, insteadOf: id, email }),
  ];
}

function contentInstead(spoken: Spoken, kind: string, callback: Callback, zone: string, company: string): CaseContent | undefined {
  const { ownerName, state, open, detail } = callback;
  if (kind === 'callback_opened' && open) return openedContent(spoken, callback.dueAt, zone);
  if (kind === 'is_it_fixed' && state === 'fixed') return isItFixedContent(spoken, ownerName, detail.fix?.done ?? '');
  if (kind === 'dismissed' && state === 'dismissed') return dismissedContent(spoken);
  if (kind === 'tried_to_reach' && open) return triedContent(spoken, ownerName, company, detail.tries.failed);
  if (kind !== 'handed_over' || !open) return undefined;
  const { mail, text, company: words } = spoken.words;
  const owner = firstName(ownerName) ?? words.supervisor;
  return { subject: mail.handedOver.subject(owner), says: [text.handedOver(company, owner)], does: mail.letGo.does };
}
