// Where a window starts.
import '@fontsource-variable/inter/wght.css';
import { mount } from 'svelte';
import './styles/tokens.css';
import './styles/base.css';
import type { Backend } from './backend/backend';
import { clock } from './state/clock.svelte';
import { Desk } from './state/desk.svelte';
import App from './views/App.svelte';

/** Without Tauri, in a plain browser, the fake backend plays a scene. A release contains no fake. */
async function backend(): Promise<Backend> {
  if (import.meta.env.DEV || import.meta.env.MODE === 'scenes') {
    if (!('__TAURI_INTERNALS__' in window)) return (await import('./backend/fake')).fakeOf(location.search);
  }
  return (await import('./backend/tauri')).tauri;
}

const desk = new Desk(await backend());
const target = document.getElementById('app');
if (target) mount(App, { target, props: { desk } });
desk.backend.onClosing?.(() => desk.flushDrafts());
clock.start();
void desk.attach();
