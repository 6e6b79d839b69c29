// What a window needs from behind: the desktop's controller, or in a plain browser the fake one.
import type { AskTranscript } from '../generated/AskTranscript';
import type { DecisionRow } from '../generated/DecisionRow';
import type { FindLines } from '../generated/FindLines';
import type { FindTargets } from '../generated/FindTargets';
import type { FindTeam } from '../generated/FindTeam';
import type { FoundLines } from '../generated/FoundLines';
import type { Input } from '../generated/Input';
import type { Targets } from '../generated/Targets';
import type { TeamView } from '../generated/TeamView';
import type { TranscriptView } from '../generated/TranscriptView';
import type { Update } from '../generated/Update';

/** What a menu needs from behind the page. */
export interface Engine {
  /** The text on the clipboard. */
  readClipboard(): Promise<string>;
  /** Takes the event from the engine, and gives what it proposes for the misspelt word there, best first. Null: there is none,
      or it does not tell. */
  spelling(event: MouseEvent): Promise<readonly string[] | null>;
  /** The engine knows this word from now on. Asked only where it has called one misspelt. */
  learn(word: string): Promise<void>;
}

export interface Backend extends Engine {
  /** Gives everything as revision 0, then each change in order. A new call ends the former attachment. */
  attach(onUpdate: (update: Update) => void): Promise<void>;
  /** Resolves when the act has been handled: a draft is on disk then, a message in the outbox. */
  execute(input: Input): Promise<void>;
  /** Rows for the Team Communicator, answered locally. */
  findTargets(question: FindTargets): Promise<Targets>;
  /** Rows of the Team view, answered locally. */
  findTeam(question: FindTeam): Promise<TeamView>;
  /** *Why did it ring*: the last 50 decisions, newest first. */
  decisions(): Promise<DecisionRow[]>;
  /** Where something stands in a thread; answered locally. */
  findLines(question: FindLines): Promise<FoundLines>;
  /** A chat written out; answered locally. */
  transcript(question: AskTranscript): Promise<TranscriptView>;
  /** Asks where, and saves a text there. False: nothing was chosen. Rejects what cannot be written. */
  saveText(file: { title: string; name: string; text: string }): Promise<boolean>;
  /** Hands an address to the browser, or to the program for mail. Rejects what is none, and where there is no such program. */
  openAddress(address: string): Promise<void>;
  /** Called before the window closes: what stands in its composers has to be handed over first. */
  onClosing?(handOver: () => Promise<void>): void;
}
