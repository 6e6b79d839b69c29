// The chat's one Team Communicator, for its header, its notices and its consultations.
import { createContext } from 'svelte';
import type { Communicator } from './communicator.svelte';

export const [getCommunicator, setCommunicator] = createContext<Communicator>();
