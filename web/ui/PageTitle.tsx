import { createEffect, type JSX, onMount } from 'solid-js';
import { unreadAlerts } from '../lib/alerts.ts';

let arrived = false;

/** The page's heading and the window's title. On a change of page it takes the focus, as a newly loaded page would. */
export function PageTitle(props: { window: string; class?: string; children: JSX.Element }) {
  let heading!: HTMLHeadingElement;
  createEffect(() => {
    document.title = `${unreadAlerts() ? `(${unreadAlerts()}) ` : ''}${props.window} · Ringback`;
  });
  onMount(() => {
    if (arrived) heading.focus();
    arrived = true;
  });
  return (
    <h1 ref={heading} tabindex={-1} class={props.class ?? 'text-2xl font-semibold tracking-tight'}>
      {props.children}
    </h1>
  );
}
