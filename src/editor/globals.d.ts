// The parts of Node-RED's editor and of jQuery that the dialogs use.

interface JQuery {
  readonly length: number;
  [index: number]: HTMLElement;
  addClass(names: string): JQuery;
  append(...content: (string | JQuery)[]): JQuery;
  appendTo(target: string | JQuery | HTMLElement): JQuery;
  attr(name: string): string | undefined;
  attr(name: string, value: string): JQuery;
  children(selector?: string): JQuery;
  closest(selector: string): JQuery;
  data<T>(key: string): T;
  data(key: string, value: unknown): JQuery;
  each(visit: (this: HTMLElement, index: number, element: HTMLElement) => void): JQuery;
  editableList(options: EditableListOptions): JQuery;
  editableList(method: 'items'): JQuery;
  editableList(method: 'length'): number;
  editableList(method: 'addItem', data: unknown): JQuery;
  empty(): JQuery;
  find(selector: string): JQuery;
  focus(): JQuery;
  insertAfter(target: JQuery): JQuery;
  insertBefore(target: JQuery): JQuery;
  next(selector?: string): JQuery;
  on(events: string, handler: (event: JQueryEvent, ...extra: never[]) => void): JQuery;
  prepend(...content: (string | JQuery)[]): JQuery;
  prop(name: string, value: unknown): JQuery;
  remove(): JQuery;
  removeClass(names: string): JQuery;
  text(): string;
  text(text: string): JQuery;
  toggle(shown: boolean): JQuery;
  toggleClass(names: string, on: boolean): JQuery;
  trigger(event: string | JQueryEvent): JQuery;
  typedInput(options: { types: (string | InputType)[]; default?: string }): JQuery;
  typedInput(method: 'type' | 'value'): string;
  typedInput(method: 'validate'): boolean;
  typedInput(method: 'type' | 'value' | 'width', value: string): JQuery;
  val(): string | undefined;
  val(value: string): JQuery;
}

interface JQueryEvent {
  type: string;
  target: HTMLElement;
  preventDefault(): void;
  key?: string;
  originalEvent?: Event;
}

interface EditableListOptions {
  addButton?: boolean | string;
  addItem: (row: JQuery, index: number, data: never) => void;
  removeItem?: (data: never) => void;
  sortItems?: () => void;
  height: 'auto' | number;
  removable?: boolean;
  sortable?: boolean;
}

/** A type of a TypedInput; inside its functions `this` is the widget. */
interface InputType {
  value: string;
  label?: string;
  icon?: string;
  hasValue?: boolean;
  multiple?: boolean;
  options?: { value: string; label: string }[];
  validate?: (value: string) => true | string;
  valueLabel?: (container: JQuery, chosen: (string | { value: string })[]) => void;
  expand?: (this: TypedInputWidget) => void;
  export?: (shown: string) => string;
}

interface TypedInputWidget {
  value(): string;
  value(value: string): void;
}

interface EditorNode {
  id: string;
  type: string;
  name?: string;
  label?: string;
  params?: Record<string, unknown>;
  _(key: string, options?: Record<string, unknown>): string;
}

interface Ajax {
  url: string;
  type: 'GET' | 'POST';
  contentType?: string;
  data?: string;
}

declare const $: {
  (selector: string): JQuery;
  (element: HTMLElement | Window): JQuery;
  Event(type: string, properties: object): JQueryEvent;
  ajax(options: Ajax): {
    done(handler: (answer: never) => void): {
      fail(handler: (request: { status: number; statusText: string }) => void): void;
    };
  };
};

type CanvasNode = import('./canvas/canvas').CanvasNode;
type CanvasLink = import('./canvas/canvas').CanvasLink;

/** A step of the editor's history, as undoing takes it. */
interface EditorStep {
  t: string;
  nodes?: unknown[];
  links?: CanvasLink[];
  removedLinks?: CanvasLink[];
  events?: EditorStep[];
  node?: object;
  changes?: { links?: string[]; account?: string };
  changed?: boolean;
  group?: object;
  subflow?: unknown;
  dirty: boolean;
}

interface NotifyOptions {
  type: 'warning' | 'error';
  fixed?: boolean;
  modal?: boolean;
  buttons?: { text: string; class?: string; click: () => void }[];
}

/** A collapsible part of a stack; its title is html. */
interface StackEntry {
  container: JQuery;
  content: JQuery;
  isExpanded(): boolean;
}

declare const RED: {
  _(key: string, options?: Record<string, unknown>): string;
  actions: {
    add(name: string, action: () => void, options: { label: string }): void;
    invoke(name: string): void;
    list(): { id: string }[];
  };
  comms: { subscribe(topic: string, listener: (topic: string, message: unknown) => void): void };
  clipboard: { copyText(text: string): boolean };
  editor: {
    editText(options: { value: string; focus?: boolean; complete: (value: string) => void }): void;
    editJSON(options: { value: string; focus?: boolean; complete: (value: string) => void }): void;
    validateNode(node: CanvasNode): boolean;
  };
  events: { on(event: string, handler: (subject: unknown) => void): void };
  group: { addToGroup(group: object, nodes: readonly CanvasNode[]): void };
  i18n: { lang(): string };
  history: { peek(): EditorStep | undefined; pop(): void; push(step: EditorStep): void };
  nodes: import('./canvas/canvas').EditorNodes & {
    add(node: CanvasNode): CanvasNode | undefined;
    eachConfig(visit: (node: { id: string; type: string; d?: boolean }) => boolean): void;
    id(): string;
    import(nodes: readonly object[], options: { generateIds: boolean }): void;
    updateConfigNodeUsers(node: object, options: { action: 'add' }): void;
    getType(type: string): object;
    node(id: string): object | null;
    /** The flows as they were loaded. */
    originalFlow(): { id: string; type: string; [setting: string]: unknown }[] | null;
    registry: { getNodeTypes(): string[] };
    addLink(link: CanvasLink): void;
    group(id: string): object | undefined;
    removeLink(link: CanvasLink): void;
    dirty(): boolean;
    dirty(dirty: boolean): void;
  };
  notify(content: JQuery, options: NotifyOptions): { close(): void };
  popover: { tooltip(target: JQuery, words: string): void };
  settings: { httpNodeRoot?: string | false; context?: { stores?: string[] } };
  sidebar: {
    addTab(options: {
      id: string;
      label: string;
      name: string;
      iconClass: string;
      content: JQuery;
      action: string;
    }): void;
    show(id: string): void;
  };
  stack: {
    create(options: { container: JQuery }): {
      add(options: { title: string; expanded: boolean; onexpand: () => void }): StackEntry;
    };
  };
  view: {
    calculateNodeDimensions(node: { type: string; _def: { label: string; inputs: number } }): [number, number];
    createNode(
      type: string,
      x: number,
      y: number,
      z: string,
    ): { node: CanvasNode; historyEvent: { subflow?: unknown } };
    focus(): void;
    redraw(force?: boolean): void;
    scale(): number;
    redrawStatus(node: CanvasNode): void;
    reveal(id: string, highlight: boolean): void;
    select(selection: { nodes: CanvasNode[] }): void;
    selection(): { nodes?: CanvasNode[] };
    updateActive(): void;
  };
  workspaces: { active(): string | 0; count(): number };
  user: { hasPermission(permission: string): boolean };
  utils: {
    createObjectElement(value: unknown, options: object): JQuery;
    validateTypedProperty(value: string, type: string, options: object): true | string;
    validatePropertyExpression(value: string, options: object): true | string;
  };
};

/** The rules of style.css, minified. */
declare const STYLE: string;
/** The facts of all actions, put in by the build. Node types and translated words are left out. */
declare const FACTS: Omit<import('../catalog/facts').ActionFacts, 'node'>[];

/** The sandbox's identification tokens, each with the key of a sentence and its values. Put in by the build. */
declare const SANDBOX_ACCOUNTS: { token: string; key: string; errors?: string }[];

/** The operations of the admin interface, each with its name, why it has to be confirmed, and where its fields stand. Put in by the build. */
declare const OPERATIONS: { operations: [string, 'spends' | 'final' | 0, ...number[]][]; fields: object[] };
