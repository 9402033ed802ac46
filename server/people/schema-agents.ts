import * as z from 'zod';
import { type EmailAddress, parseEmail } from '../channels/addresses.ts';
import { plainText, readBy } from '../core/text.ts';
import { WAS } from './schema.ts';

const agent = z.strictObject({
  name: plainText(120).optional(),
  email: readBy<EmailAddress>(parseEmail).meta({ type: 'string', format: 'email' }).nullable().optional(),
  praise: z.boolean().optional().describe('Whether they want to hear what customers praise.'),
});

export const agentChange = agent
  .extend({ was: agent.optional().describe(WAS) })
  .refine(({ was: _, ...change }) => Object.values(change).some((value) => value !== undefined), 'Say what changes.');

export type AgentTold = z.output<typeof agent>;

export const nothing = z.strictObject({});
