import { createEffect, Show } from 'solid-js';
import { Words } from '../../../ui/fields.tsx';
import { FormContext } from '../../../ui/form.ts';
import { useDesk } from '../data.ts';

/** Somebody acts in the owner's place: they say why, once, and it goes on the record with everything they do. */
export function StandIn() {
  const desk = useDesk();
  let place: HTMLDivElement | undefined;
  createEffect(() => desk.reasonProblem() && queueMicrotask(() => place?.querySelector('textarea')?.focus()));
  const nothing = () => {};
  return (
    // Every move of an owner is alike in this; saying that it is fixed stands for all of them.
    <Show when={desk.standsIn('fix') && desk.it().state === 'claimed' && desk.may('fix')}>
      <FormContext.Provider value={{ draft: desk.standIn, problem: desk.reasonProblem, join: nothing, leave: nothing }}>
        <div ref={place} class="mx-5 mt-3 rounded-xl bg-soon-tint p-4">
          <Words
            name="reason"
            label={`Why you act in place of ${desk.it().owner?.name}`}
            hint={`${desk.it().owner?.name} owns this callback. Your reason goes on the record with what you do.`}
          />
        </div>
      </FormContext.Provider>
    </Show>
  );
}
