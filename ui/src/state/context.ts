// The window's one `Desk`, for every component.
import { createContext } from 'svelte';
import type { Desk } from './desk.svelte';

export const [getDesk, setDesk] = createContext<Desk>();
