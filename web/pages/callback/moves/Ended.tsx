import type { State } from '../../../../server/callbacks/rules.ts';
import type { CallbackView } from '../../../lib/api.ts';
import { useDesk } from '../data.ts';

/** How it ended, and what may still come. */
export function Ended() {
  const { it } = useDesk();
  const name = () => it().reach.name ?? 'The customer';
  return <p class="px-5 pt-2 pb-5">{it().state === 'let_go' ? letGoWords(it()) : WORDS[it().state]?.(name())}</p>;
}

const WORDS: Partial<Record<State, (name: string) => string>> = {
  confirmed: (name) => `${name} said that it is fixed. Nothing is left to do. If they say that it broke again, it comes back to its owner.`,
  unconfirmed: (name) =>
    `${name} did not say whether it is fixed. Nothing is left to do; they can still answer, and it comes back if it is still broken.`,
  withdrawn: (name) => `${name} said that they no longer need this. Nothing is left to do.`,
  dismissed: (name) => `No call was needed. ${name} was told so, and can still ask for one: then it comes back to its owner at once.`,
  joined: (name) => `${name} had a newer callback open by then: it goes on there, as a second failure.`,
  erased: () => 'What we knew of this customer was erased, and the callback ended with it. Nothing is left to do.',
};

const letGoWords = ({ no }: CallbackView): string =>
  `${no?.byName} let it go, with the reason${no?.alternatives.length ? ' and the alternatives that were offered' : ' alone'}. Nothing is left to do.`;
