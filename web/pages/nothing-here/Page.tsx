import { PageTitle } from '../../ui/PageTitle.tsx';

/** For an address that leads nowhere. */
export const NothingHerePage = () => (
  <div class="sheet mx-auto mt-8 max-w-xl p-6">
    <PageTitle window="Nothing here">There is nothing here</PageTitle>
    <p class="mt-2">The address may be cut short or mistyped. Every callback can be found from the list.</p>
    <a href="/" class="button mt-5">
      To the callbacks
    </a>
  </div>
);
