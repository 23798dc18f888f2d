import type { ActionFacts, FieldFacts } from '../../catalog/facts';
import { categoryOf } from '../sets';
import { literal, quoted } from './text';

/** The html of a node set: every type registered with literals, since the catalogue of nodes reads them without running them. */
export function setHtml(actions: readonly ActionFacts[], color: string): string {
  const registrations = actions.map((action) => registration(action, color)).join('\n');
  const panels = actions.map(panel).join('\n');
  return `<script type="text/javascript">\n${registrations}\n</script>\n${panels}\n`;
}

/** Registers an action in the editor. The shared bundle is looked up on use, so the order of loading does not matter. */
export function registration(action: ActionFacts, color: string): string {
  const text = (key: string) => `this._('${action.type}.${key}')`;
  const name = text('node');
  return `RED.nodes.registerType(${quoted(action.node)}, {
category: ${quoted(categoryOf(action.set))},
color: ${quoted(color)},
icon: ${quoted(`${action.icon}.svg`)},
inputs: 1,
outputs: 1,
paletteLabel() {return ${text('palette')}},
defaults: {name: {value: ''}, label: {value: ''}, params: {value: ${literal(presets(action.params))}, validate(v, o) {return window.LinkedAPI?.validate(this, v) ?? true}}},
label() {return this.name || this.label || ${name}},
labelStyle() {return this.name && 'node_label_italic'},
outputLabels() {return window.LinkedAPI?.portLabel(this) ?? ''},
oneditprepare() {LinkedAPI.open(this)},
oneditsave() {LinkedAPI.save(this)}
});`;
}

/** The value in a new node. */
function presets(fields: readonly FieldFacts[]): Record<string, unknown> {
  return Object.fromEntries(
    fields.flatMap((field): [string, unknown][] => {
      if (field.preset !== undefined) return [[field.name, field.preset]];
      const inner = presets(field.fields ?? []);
      return Object.keys(inner).length > 0 ? [[field.name, inner]] : [];
    }),
  );
}

/** The dialog: inputs for what every action has. The bundle makes rows of them, and one per field, when the dialog opens. */
export function panel({ node }: ActionFacts): string {
  const inputs = ['name', 'label'].map((name) => `<input type="text" id="node-input-${name}">`);
  return `<script type="text/html" data-template-name="${node}">\n${inputs.join('\n')}\n</script>`;
}
