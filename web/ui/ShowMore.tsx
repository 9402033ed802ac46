import { Show } from 'solid-js';

type Pages = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> };

/** The rest of a list, a page at a time. */
export const ShowMore = (props: { list: Pages }) => (
  <Show when={props.list.hasNextPage}>
    <button
      type="button"
      class="button button-plain mt-4 w-full"
      disabled={props.list.isFetchingNextPage}
      onClick={() => void props.list.fetchNextPage()}
    >
      {props.list.isFetchingNextPage ? 'Reading more…' : 'Show more'}
    </button>
  </Show>
);
