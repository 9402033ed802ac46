import { Show } from 'solid-js';
import { now } from '../../lib/clock.ts';
import { dayAndTime, timeThere } from '../../lib/time.ts';
import { CAUSE_WORDS, dueShown, scoreWords } from '../../lib/words.ts';
import { DUE_GROUND, DUE_TEXT } from '../../ui/Due.tsx';
import { Marker, PhoneIcon } from '../../ui/Icons.tsx';
import { Marks } from '../../ui/Marks.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { Why } from '../../ui/Why.tsx';
import { Clocks } from './Clocks.tsx';
import { useDesk } from './data.ts';

/** Whom to call, at which number, what time it is there, and what is due. */
export function Customer() {
  const { it, me } = useDesk();
  const owner = () => {
    const { owner } = it();
    if (!owner) return 'Nobody owns it yet';
    const whose = it().due ? 'owns' : 'owned';
    return owner.id === me().id ? `You ${whose.replace('owns', 'own')} it` : `${owner.name} ${whose} it`;
  };
  return (
    <section aria-label="The customer" class="sheet mt-2 overflow-hidden">
      <div class="flex flex-wrap items-start justify-between gap-x-8 gap-y-4 p-5 sm:p-6">
        <div class="min-w-0 grow basis-64">
          <PageTitle window={it().customer} class="text-2xl font-semibold tracking-tight sm:text-3xl">
            <bdi>{it().customer}</bdi>
          </PageTitle>
          <p class="mt-1 text-soft first-letter:uppercase">{[CAUSE_WORDS[it().cause], it().team, owner()].join(' · ')}</p>
          <p class="mt-2 flex flex-wrap gap-2 empty:hidden">
            <Show when={scoreWords(it().score)}>{(words) => <span class="mark bg-tint text-ink">{words()}</span>}</Show>
            <Marks it={it()} />
          </p>
        </div>
        <Reach />
      </div>
      <DueLine />
      <Clocks />
    </section>
  );
}

function Reach() {
  const { it } = useDesk();
  const there = () => {
    const { zone } = it().reach;
    return zone ? timeThere(zone, now()) : undefined;
  };
  return (
    <div class="basis-full sm:flex sm:basis-auto sm:flex-col sm:items-end">
      <Show when={it().reach.phone} fallback={<p class="font-semibold">No telephone number is known.</p>}>
        {(phone) => (
          <a href={`tel:${phone()}`} class="button w-full text-lg sm:w-auto">
            <PhoneIcon />
            <span class="sr-only">Call</span> {phone()}
          </a>
        )}
      </Show>
      <p class="mt-2 text-sm text-soft sm:text-right">
        <Show when={there()} fallback="Their time zone is not known.">
          {(its) => (
            <>
              <span class={its().night ? 'font-semibold text-late' : ''}>
                It is {its().day} {its().time} there{its().night ? ', outside waking hours' : ''}
              </span>{' '}
              ({it().reach.zone})
            </>
          )}
        </Show>
      </p>
      <Show when={it().reach.email}>
        {(email) => (
          <p class="text-sm sm:text-right">
            <a href={`mailto:${email()}`} class="link inline-flex min-h-11 items-center">
              {email()}
            </a>
          </p>
        )}
      </Show>
    </div>
  );
}

/** What is due and in how long, with the whole reason for that time: nobody has to believe a clock. */
function DueLine() {
  const { it } = useDesk();
  const due = () => dueShown(it(), now());
  return (
    <div class={`border-t border-line px-5 py-3.5 sm:px-6 ${DUE_GROUND[due().shape]}`}>
      <p class={`flex items-center gap-2.5 font-semibold ${DUE_TEXT[due().shape]}`}>
        <Marker shape={due().shape} />
        <span class="first-letter:uppercase">
          <Show when={it().due} fallback={due().what}>
            {/* In a fragment: a bare text would be made once and never change. */}
            {(next) => (
              <>
                {due().what} {due().when}, {due().shape === 'late' ? 'since ' : ''}
                <Why why={next().why}>{dayAndTime(Date.parse(next().at), now())}</Why>
              </>
            )}
          </Show>
        </span>
      </p>
    </div>
  );
}
