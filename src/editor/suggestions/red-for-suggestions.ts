import type { CanvasNode, SubflowPort } from '../canvas/canvas';
import type { SuggestedNode } from './chain';

/** What Node-RED asks suggestions for: a dropped wire, or a place on the canvas. */
export interface Context {
  /** The tab or subflow in view. */
  workspace?: string;
  source?: CanvasNode | SubflowPort;
  sourcePort?: number;
  /** 0 for an output, 1 for an input. */
  sourcePortType?: number;
}

/** A plugin of the type `node-red-flow-suggestion-source`. */
export interface Source {
  type: string;
  getSuggestions(context: Context): unknown;
}

/** Ghost nodes. Node-RED writes into this object which of the flows it shows. */
export interface Ghosts {
  source: CanvasNode;
  sourcePort: number;
  clickToApply: boolean;
  nodes: SuggestedNode[][];
  currentIndex?: number;
}

/** The part of Node-RED's editor that suggestions use (https://nodered.org/docs/api/ui/). */
interface SuggestingEditor {
  events: { on(event: 'nodes:add', handler: (node: CanvasNode, how?: { source?: string }) => void): void };
  keyboard: { add(scope: string, key: string, action: string): void };
  nodes: { dirty(dirty: boolean): void; getType(type: string): { set?: { enabled?: boolean } } | undefined };
  plugins: { registerPlugin(id: string, plugin: Source): void; getPluginsByType(type: string): Source[] };
  state: { QUICK_JOINING: number };
  typeSearch: { isVisible(): boolean };
  view: {
    selection(): { nodes?: CanvasNode[] };
    setSuggestedFlow(ghosts: Ghosts | null): void;
    state(): number;
  };
  workspaces: { isLocked?(): boolean };
}

export const suggesting = RED as unknown as SuggestingEditor;
