import { editor } from './red-for-flows';

/** Adds an action to the list of commands, where it can be given a key, and to the main menu. */
export function addCommand(name: string, label: string, run: () => void): void {
  editor.actions.add(`linkedapi:${name}`, run, { label });
  editor.menu.addItem('menu-item-view-menu', { id: `linkedapi-${name}`, label, onselect: `linkedapi:${name}` });
}
