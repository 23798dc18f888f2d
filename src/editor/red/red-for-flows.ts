/** The part of Node-RED's editor that import and export use (https://nodered.org/docs/api/ui/). */
interface FlowEditor {
  actions: { add(name: string, action: () => void, options: { label: string }): void };
  menu: { addItem(menu: string, item: { id: string; label: string; onselect: string }): void };
  keyboard: { enable(): void; disable(): void };
  notify(message: string, options: { type?: string; timeout?: number }): { close(): void };
  utils: { sanitize(text: string): string };
  view: {
    importNodes(nodes: object[], options: object): void;
    selection(): { nodes?: PlacedNode[] };
    reveal(id: string, highlight: boolean): void;
    focus(): void;
  };
  workspaces: { active(): string | 0; isLocked?(): boolean; show(id: string): void };
  nodes: {
    id(): string;
    dirty(dirty: boolean): void;
    eachConfig(visit: (node: PlacedNode) => unknown): void;
    filterNodes(filter: { z: string }): PlacedNode[];
    junctions(z: string): PlacedNode[];
    groups(z: string): PlacedNode[];
    createCompleteNodeSet(options: { credentials: boolean }): unknown[];
  };
}

export interface PlacedNode {
  id: string;
  type: string;
  name?: string;
  /** Pixels; the middle of a node, the upper left corner of a group. */
  x: number;
  y: number;
  w?: number;
  h?: number;
}

export const editor = RED as unknown as FlowEditor;

interface DialogButton {
  id: string;
  text: string;
  class?: string;
  disabled?: boolean;
  click: () => void;
}

type Dialogs = (options: object | 'close' | 'destroy') => void;

export interface OpenDialog {
  close(): void;
}

/** A dialog in Node-RED's own look. The editor's shortcuts are off while it is open. */
export function openDialog(id: string, title: string, buttons: DialogButton[], content: JQuery[]): OpenDialog {
  const body = $('<div class="linkedapi-json"></div>')
    .attr('id', id)
    .append(...content)
    .appendTo('#red-ui-editor');
  const dialog = ((options) => (body as unknown as { dialog: Dialogs }).dialog(options)) as Dialogs;
  dialog({
    title,
    modal: true,
    width: Math.min(760, window.innerWidth - 40),
    resizable: false,
    classes: {
      'ui-dialog': 'red-ui-editor-dialog',
      'ui-dialog-titlebar-close': 'hide',
      'ui-widget-overlay': 'red-ui-editor-dialog',
    },
    buttons,
    open: () => editor.keyboard.disable(),
    // Node-RED still reads the element that had the focus when a key closed the dialog, so it is removed later.
    close: () =>
      setTimeout(() => {
        editor.keyboard.enable();
        dialog('destroy');
        body.remove();
        editor.view.focus();
      }),
  });
  return { close: () => dialog('close') };
}
